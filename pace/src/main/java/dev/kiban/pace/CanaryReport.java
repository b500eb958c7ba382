package dev.kiban.pace;

import dev.kiban.kernel.Share;
import java.util.List;

/// Who gets which share of a pace's permits.
///
/// @param header whose values tell them apart
/// @param given those whose values are named, and then the rest
public record CanaryReport(String header, List<Given> given) {

    public CanaryReport {
        given = List.copyOf(given);
    }

    /// Those who have one value.
    ///
    /// @param value of the header; [CanaryPlan#REST] of those that are not named
    /// @param wanted of all permits
    /// @param permits since the start
    /// @param lately permits of the last one or two minutes
    public record Given(String value, Share wanted, long permits, long lately) {}
}
