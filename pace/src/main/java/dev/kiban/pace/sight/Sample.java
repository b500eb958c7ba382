package dev.kiban.pace.sight;

import dev.kiban.kernel.PaceName;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// What came of a pace in [#LENGTH].
///
/// @param at when that began
/// @param passed jobs that started
/// @param inLine asks that waited at its end
/// @param perSecond the rate for all jobs together at its end, in jobs a second; empty if there is
///     none
/// @param share of the allowed rates that steering let pass, 0 to 1
public record Sample(
        PaceName pace,
        Instant at,
        long passed,
        long refused,
        int inLine,
        int inFlight,
        OptionalDouble perSecond,
        double share) {
    /// How long one is.
    public static final Duration LENGTH = Duration.ofSeconds(10);
}
