package dev.kiban.gateway.balance;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What the upstreams of a loop take from outside.
///
/// @param nanoTime as `System.nanoTime`
public record Surroundings(RandomGenerator random, LongSupplier nanoTime) {}
