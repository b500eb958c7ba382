package dev.kiban.worker;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Time, chance and memory, from outside.
///
/// @param nanos as `System.nanoTime`
/// @param heapShare what is in use of the largest heap, after it was collected
record Surroundings(
        InstantSource clock, LongSupplier nanos, RandomGenerator random, DoubleSupplier heapShare) {

    /// Those of this process.
    static Surroundings real() {
        return new Surroundings(
                InstantSource.system(), System::nanoTime, new SecureRandom(), CollectedHeap::share);
    }
}
