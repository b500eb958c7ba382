package dev.kiban.pace.steer;

import java.time.Instant;

/// What comes of a campaign, as things stand.
///
/// @param speed at which it goes
/// @param needed speed at which it would be through in time
/// @param through when it will be, at its speed, or was; [Instant#MAX] if it does not move
public record Forecast(Verdict verdict, Speed speed, Speed needed, Instant through) {

    /// Of a campaign whose last job has started.
    public static Forecast done(Instant when) {
        return new Forecast(Verdict.DONE, Speed.NONE, Speed.NONE, when);
    }

    /// How a campaign stands.
    public enum Verdict {
        /// It will be through at its target.
        ON_TRACK,

        /// It will be through after its target, and before its deadline.
        AT_RISK,

        /// At the speed that it may have now, it will be through after its deadline.
        WILL_MISS,

        /// The deadline is over.
        LATE,

        /// Nothing remains.
        DONE
    }
}
