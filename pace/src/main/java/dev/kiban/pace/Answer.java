package dev.kiban.pace;

import java.time.Duration;

/// What an ask is answered with.
public sealed interface Answer {

    /// The last answer to an ask: whoever waits gets one of these.
    sealed interface Last extends Answer {}

    /// Start.
    ///
    /// @param turnNanos when: the time of the answer, or later if the turn was reserved
    record Pass(Permit permit, long turnNanos) implements Last {}

    /// Wait: the waiter is told.
    ///
    /// @param turnNanos about when, as things stand; the present time if nobody can tell
    /// @param limit what it waits for, such as `push/all`
    record Waits(Place place, long turnNanos, String limit) implements Answer {}

    /// Not now; nothing was charged.
    ///
    /// @param limit what stands in the way, such as `push/all`; an empty text if no limit does
    /// @param retryAfter when it is worth asking again, as things stand; zero if nobody can tell
    record Refused(Reason reason, String limit, Duration retryAfter) implements Last {}

    /// Why not.
    enum Reason {
        /// There is no such pace.
        UNKNOWN_PACE,

        /// It was in line when the pace went, or began to count otherwise; or it has not as many
        /// keys as [Pacer#headers] has now. Ask again.
        PACE_HAS_CHANGED,

        /// It costs more than an ask of the pace may.
        COSTS_TOO_MUCH,

        /// More than the burst of a limit are there.
        LINE_IS_FULL,

        /// It would wait for longer than the pace has anybody wait, or did.
        WAIT_IS_TOO_LONG,

        /// Those who ask like it have had their share of the permits, and others did not get as
        /// many in time as they need for the next one.
        SHARE_IS_USED,

        /// The pace, or one that it is within, did not go on in time.
        PAUSED,

        /// A limit by header has as many keys as it may, and this one is new.
        TOO_MANY_KEYS,

        /// The pacer has as many in line as it may.
        TOO_MANY_IN_LINE,

        /// The same ask was made again, and stands in this one's place.
        ASKED_AGAIN
    }
}
