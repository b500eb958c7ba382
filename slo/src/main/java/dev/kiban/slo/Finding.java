package dev.kiban.slo;

import dev.kiban.kernel.Share;
import dev.kiban.slo.LookBack.Cause;

/// Something to change, as a quarter shows.
public sealed interface Finding {

    /// The objective asks for less than is kept: the next stricter one would have been kept with
    /// room to spare.
    ///
    /// @param peak the most that was gone of a period's budget at any time
    /// @param next the stricter objective
    /// @param peakOfNext the most that would have been gone of its budget
    record TooLoose(Ratio peak, Share next, Ratio peakOfNext) implements Finding {}

    /// People were called, and nothing was bad: noise.
    record AlertWithoutSpend(Cause.Alert alert) implements Finding {}

    /// A good part of the budget went, and nobody was called: a blind spot.
    ///
    /// @param bad events or slices outside of alerts
    /// @param spent the share of the quarter's budget that they took
    /// @param worstDay the day on which most of it went
    /// @param worst the share of that day
    record SpendWithoutAlert(long bad, Ratio spent, PeriodWindow worstDay, Ratio worst)
            implements Finding {}
}
