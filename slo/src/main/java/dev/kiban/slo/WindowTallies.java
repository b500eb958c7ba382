package dev.kiban.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the windows of one SLO counted, all with the same end.
///
/// @param since when measuring began; empty if nobody measures what it is about
/// @param byLength the tally of each window that was asked for
public record WindowTallies(Optional<Instant> since, Map<Duration, Tally> byLength) {

    public WindowTallies {
        byLength = Map.copyOf(byLength);
    }

    /// @throws IllegalArgumentException if nobody asked for this window
    public Tally of(Duration length) {
        Tally tally = byLength.get(length);
        if (tally == null) {
            throw new IllegalArgumentException("no window of %s".formatted(length));
        }
        return tally;
    }
}
