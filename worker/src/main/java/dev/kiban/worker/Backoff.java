package dev.kiban.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after something failed again: twice as long each time, up to a bound, and by
/// chance a little less, so that a fleet does not come back at once. Used by one thread.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final double LEAST = 0.5;

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration pause = next;
        next = next.multipliedBy(2);
        if (next.compareTo(LONGEST) > 0) {
            next = LONGEST;
        }
        return Duration.ofNanos(
                (long) (pause.toNanos() * (LEAST + (1 - LEAST) * random.nextDouble())));
    }

    void reset() {
        next = FIRST;
    }
}
