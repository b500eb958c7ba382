package dev.kiban.definition;

import java.time.Duration;

/// When an endpoint that fails gets no calls for a while.
///
/// @param consecutiveFailures so many one after the other
/// @param length for how long the first time; each time it happens again, so much longer
/// @param atMostPercent of all endpoints are left out at a time
public record Ejection(int consecutiveFailures, Duration length, int atMostPercent) {
    private static final int ALL = 100;

    /// What holds where nothing is said.
    public static final Ejection DEFAULT = new Ejection(5, Duration.ofSeconds(30), 50);

    /// @throws IllegalArgumentException if it makes no sense
    public Ejection {
        if (consecutiveFailures < 1 || !length.isPositive()) {
            throw new IllegalArgumentException("an ejection needs failures, and takes time");
        }
        if (atMostPercent < 0 || atMostPercent > ALL) {
            throw new IllegalArgumentException("no more than 100 % can be left out");
        }
    }

    /// How many of so many may be left out at a time.
    public int atMostOf(int endpoints) {
        return endpoints * atMostPercent / ALL;
    }
}
