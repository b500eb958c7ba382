package dev.kiban.runtime.telemetry.trace;

/// Which traces are recorded.
///
/// @param followsCaller whether the caller's decision stands; the ratio then only counts where a
///     trace starts
/// @param ratio the part of all traces that is recorded, 0 to 1; chosen by the trace id, so that
///     all programs with the same ratio choose the same traces
public record Sampling(boolean followsCaller, double ratio) {
    /// What OpenTelemetry does unless told otherwise: record all, except where the caller does not.
    public static final Sampling DEFAULT = new Sampling(true, 1);

    /// @throws IllegalArgumentException if the ratio is not between 0 and 1
    public Sampling {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(
                    "sampling ratio must be a number from 0 to 1, not " + ratio);
        }
    }

    boolean records(TraceContext caller) {
        return followsCaller ? caller.sampled() : recordsTrace(caller.traceLow());
    }

    /// The rule of OpenTelemetry's `TraceIdRatioBased`: the lower 63 bits of the trace id against
    /// the ratio.
    boolean recordsTrace(long traceLow) {
        if (ratio == 1) {
            return true;
        }
        return (traceLow & Long.MAX_VALUE) < (long) (ratio * Long.MAX_VALUE);
    }
}
