package dev.kiban.runtime.telemetry.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// The upper bounds of a histogram's buckets, ascending, the last one open; at most [#MAX].
public final class Buckets {
    static final int MAX = 50;

    private static final double NANOS_PER_SECOND = 1e9;

    /// Seconds from half a millisecond to a minute, denser where latency objectives are usually set
    /// (5 ms to 1 s).
    public static final Buckets LATENCY_SECONDS =
            of(
                    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.3, 0.5,
                    0.75, 1, 2.5, 5, 10, 30, 60);

    private final double[] upperBounds;

    private Buckets(double[] upperBounds) {
        this.upperBounds = upperBounds;
    }

    /// Buckets with these upper bounds, and one more for what is above.
    ///
    /// @throws IllegalArgumentException unless there are 1 to 50 finite bounds, each above the one
    ///     before
    public static Buckets of(double... upperBounds) {
        if (upperBounds.length == 0 || upperBounds.length > MAX) {
            throw new IllegalArgumentException(
                    "a histogram has 1 to %d buckets, not %d".formatted(MAX, upperBounds.length));
        }
        double last = Double.NEGATIVE_INFINITY;
        for (double bound : upperBounds) {
            if (!Double.isFinite(bound) || bound <= last) {
                throw new IllegalArgumentException(
                        "bucket bounds must be finite and ascending: "
                                + Arrays.toString(upperBounds));
            }
            last = bound;
        }
        return new Buckets(upperBounds.clone());
    }

    /// The same in nanoseconds, of buckets for seconds.
    public List<Long> inNanos() {
        return DoubleStream.of(upperBounds)
                .mapToObj(seconds -> Math.round(seconds * NANOS_PER_SECOND))
                .toList();
    }

    /// The bounds, without the open one.
    public double[] upperBounds() {
        return upperBounds.clone();
    }
}
