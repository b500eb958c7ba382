package dev.kiban.pace;

import java.time.Duration;

/// How many jobs may be under way.
///
/// @param lease a job that neither ends nor is renewed for so long is taken for dead
public record InFlight(int atMost, Duration lease) {

    /// @throws IllegalArgumentException if no job could ever run
    public InFlight {
        if (atMost < 0 || !lease.isPositive()) {
            throw new IllegalArgumentException(
                    "in flight: %,d jobs, for %s each".formatted(atMost, lease));
        }
    }
}
