package dev.kiban.definition;

import dev.kiban.kernel.Share;
import java.time.Duration;
import java.util.List;

/// When somebody is told that a budget burns.
///
/// @param minBadEvents how many bad events a window needs before anybody is told
/// @param tiers empty is the usual ones of the period
public record Alerting(int minBadEvents, List<Tier> tiers) {

    /// @throws IllegalArgumentException if nothing would have to be bad
    public Alerting {
        if (minBadEvents < 1) {
            throw new IllegalArgumentException("an alert needs at least one bad event");
        }
        tiers = List.copyOf(tiers);
    }

    /// How loudly people are told.
    public enum Severity {
        /// Somebody looks now.
        PAGE,
        /// Somebody looks on a working day.
        TICKET
    }

    /// Tells people when this share of the budget goes within one window.
    ///
    /// @param window whole hours; a second window of a twelfth ends the alert soon
    public record Tier(Severity severity, Duration window, Share budget, Location at) {}
}
