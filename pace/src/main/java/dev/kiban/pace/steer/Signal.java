package dev.kiban.pace.steer;

import java.time.Duration;

/// Something that is measured of what jobs work on: the lag of a replica, threads that run, a p99.
///
/// @param healthy up to here there is nothing to fear
/// @param danger from here on it suffers; less than healthy if less is worse, as of free
///     connections
/// @param smoothing how long it takes until a new value counts for two thirds; none if it counts at
///     once
/// @param stale a value that is older says nothing any more
public record Signal(
        String name, double healthy, double danger, Duration smoothing, Duration stale) {
    private static final double WORST = 3;

    /// @throws IllegalArgumentException if it could not be told how things are
    public Signal {
        if (!Double.isFinite(healthy) || !Double.isFinite(danger) || healthy == danger) {
            throw new IllegalArgumentException(
                    "signal '%s': healthy at %s, danger at %s: these must be two numbers"
                            .formatted(name, healthy, danger));
        }
        if (smoothing.isNegative() || !stale.isPositive()) {
            throw new IllegalArgumentException(
                    "signal '%s': smoothed over %s, stale after %s"
                            .formatted(name, smoothing, stale));
        }
    }

    /// 0 where it is healthy, 1 where danger begins; no more than 3, so that one wild value does
    /// not count for long.
    double pressure(double value) {
        return Math.clamp((value - healthy) / (danger - healthy), 0, WORST);
    }
}
