package dev.kiban.slo;

import java.time.Duration;
import java.time.Instant;

/// The counts of one piece of time: a minute, a slice or an hour.
public record Slot(Instant start, Duration length, Tally tally) {

    /// @throws IllegalArgumentException if it takes no time
    public Slot {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("a slot takes time");
        }
    }

    Slot with(Tally other) {
        return new Slot(start, length, other);
    }
}
