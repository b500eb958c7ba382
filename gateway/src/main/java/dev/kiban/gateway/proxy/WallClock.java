package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of day for readings of `System.nanoTime`, so that a request pays for one reading only.
/// Compared with the real clock once a second.
final class WallClock {
    private static final Duration COMPARED = Duration.ofSeconds(1);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final InstantSource clock;
    private long offsetNanos;

    WallClock(Loop loop, InstantSource clock) {
        this.clock = clock;
        compare();
        loop.every(COMPARED, this::compare);
    }

    long epochNanos(long nanoTime) {
        return nanoTime + offsetNanos;
    }

    private void compare() {
        Instant now = clock.instant();
        offsetNanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - System.nanoTime();
    }
}
