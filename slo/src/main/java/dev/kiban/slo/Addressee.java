package dev.kiban.slo;

import java.time.Duration;
import java.util.Optional;

/// A recipient, under the name by which a store remembers what it was told.
///
/// @param name no secret; another recipient has another one
/// @param repeat how often it has to hear of what still fires; empty for once
public record Addressee(String name, Recipient recipient, Optional<Duration> repeat) {}
