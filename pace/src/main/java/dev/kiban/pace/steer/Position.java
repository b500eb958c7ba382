package dev.kiban.pace.steer;

import dev.kiban.pace.Rate;
import java.time.Instant;

/// Where a rate is steered to.
///
/// @param share of the declared rate, 0 to 1
/// @param knee share at which danger showed the last time; [#UNKNOWN] if there was none, or it is
///     overcome
/// @param at when this was decided
/// @param fell when it was brought down the last time; [Instant#MIN] if never
/// @param move what it does, for people
public record Position(double share, double knee, Instant at, Instant fell, Move move) {
    /// No danger is known.
    public static final double UNKNOWN = 2;

    private static final double OVERCOME = 1.1;

    /// What a rate does.
    public enum Move {
        /// All is well, and it goes up.
        CLIMBS,

        /// Nothing has to change, or it is waited for what the last change does.
        HOLDS,

        /// Danger is near, and it went down.
        FALLS,

        /// A signal is away, and it goes to where it is safe without.
        LEANS
    }

    /// The rate that a limit has now: at least one permit an hour, if it was declared to have any.
    public Rate rate(Rate declared) {
        long anHour = declared.anHour();
        return anHour == 0 ? declared : Rate.perHour(Math.max(1, (long) (anHour * share)));
    }

    Position moved(double to, Move how, Instant now) {
        double known = to > knee * OVERCOME ? UNKNOWN : knee;
        return new Position(to, known, now, fell, how);
    }

    /// Whether it is as near to where danger showed.
    boolean isNear(double part) {
        return share >= knee * part;
    }
}
