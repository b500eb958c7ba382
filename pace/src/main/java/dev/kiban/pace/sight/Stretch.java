package dev.kiban.pace.sight;

import java.time.Instant;
import java.util.OptionalDouble;

/// What came of a pace in a part of a past range, of all servers together.
///
/// @param start of the part
/// @param started jobs a second, over what of it was seen
/// @param refused asks a second
/// @param inLine asks that waited, in the mean
/// @param inFlight jobs, in the mean
/// @param rate jobs a second that might start together; empty if there is no such limit
/// @param share of the allowed rates that steering let pass, 0 to 1
public record Stretch(
        Instant start,
        double started,
        double refused,
        double inLine,
        double inFlight,
        OptionalDouble rate,
        double share) {}
