package dev.kiban.worker;

import java.time.Duration;
import java.util.Optional;

/// Knows when a worker is old enough.
final class Recycler {
    private final Surroundings surroundings;
    private final long begun;
    private final Optional<Duration> age;
    private final double heapShare;

    Recycler(Recycling recycling, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.begun = surroundings.nanos().getAsLong();
        double chance = recycling.jitter() * surroundings.random().nextDouble();
        this.age =
                recycling
                        .age()
                        .map(least -> Duration.ofMillis((long) (least.toMillis() * (1 + chance))));
        this.heapShare = recycling.heapShare() < 1 ? recycling.heapShare() * (1 - chance) : 1;
    }

    boolean isDue() {
        return age.filter(least -> surroundings.nanos().getAsLong() - begun >= least.toNanos())
                        .isPresent()
                || (heapShare < 1 && surroundings.heapShare().getAsDouble() > heapShare);
    }
}
