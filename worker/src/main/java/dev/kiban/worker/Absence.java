package dev.kiban.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Knows whether the pace is away, and how jobs start then. Its lock guards all of it.
final class Absence {
    /// A pace that starts anew is back sooner.
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /// Somebody looks so often whether it is back.
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private static final double SECOND = 1e9;

    private final WhenAway whenAway;
    private final LongSupplier nanos;
    private boolean isAway;
    private long since;
    private long lookAt;
    private long nextTurn;

    Absence(WhenAway whenAway, LongSupplier nanos) {
        this.whenAway = whenAway;
        this.nanos = nanos;
    }

    /// Somebody asked, and nobody answered.
    synchronized void goesOn() {
        if (!isAway) {
            isAway = true;
            since = nanos.getAsLong();
            lookAt = since;
            nextTurn = since;
        }
    }

    /// Somebody answered.
    synchronized void ends() {
        isAway = false;
    }

    synchronized boolean isAway() {
        return isAway;
    }

    /// After which time one job may start without an answer; empty if it has to ask.
    synchronized Optional<Duration> goOnAfter() {
        return switch (whenAway) {
            case WhenAway.Waits _ -> Optional.empty();
            case WhenAway.GoesOn(double rate) -> isBelieved() ? turn(rate) : Optional.empty();
        };
    }

    private boolean isBelieved() {
        return isAway && nanos.getAsLong() - since >= BELIEVED.toNanos();
    }

    private Optional<Duration> turn(double rate) {
        long now = nanos.getAsLong();
        if (now - lookAt >= 0) {
            lookAt = now + LOOKING.toNanos();
            return Optional.empty();
        }
        nextTurn = (nextTurn - now > 0 ? nextTurn : now) + (long) (SECOND / rate);
        return Optional.of(Duration.ofNanos(nextTurn - now));
    }
}
