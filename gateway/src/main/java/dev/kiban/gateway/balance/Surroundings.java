package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What the upstreams of a loop take from outside.
///
/// @param nanoTime as `System.nanoTime`
/// @param report hears what becomes of endpoints
public record Surroundings(
        RandomGenerator random, LongSupplier nanoTime, Alarms alarms, BalanceReport report) {

    /// Runs something when a time is over, unless it is cancelled.
    @FunctionalInterface
    public interface Alarms {
        Loop.Timer after(Duration delay, Runnable task);
    }
}
