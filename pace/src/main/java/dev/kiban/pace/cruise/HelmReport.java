package dev.kiban.pace.cruise;

import dev.kiban.pace.steer.Position.Move;
import java.util.List;

/// Where the rates of a pace are steered to, and by what.
///
/// @param share of the rates that are allowed, 0 to 1
public record HelmReport(double share, Move move, List<Reading> signals) {

    public HelmReport {
        signals = List.copyOf(signals);
    }

    /// A signal.
    ///
    /// @param value measured last; not a number if never
    /// @param pressure 0 where it is healthy, 1 where danger begins
    /// @param stale whether it says nothing any more
    public record Reading(String name, double value, double pressure, boolean stale) {}
}
