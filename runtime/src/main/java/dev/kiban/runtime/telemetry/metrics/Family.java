package dev.kiban.runtime.telemetry.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// One metric and its series: one per set of label values, up to a limit.
///
/// Resolve a series once with [#of] and keep it: recording on it costs nanoseconds, finding it
/// costs a hash. Past the limit all new label values share one series, [#OTHER], so that the totals
/// stay right while the memory stays bounded.
///
/// @param <S> what a series takes: a counter, gauge or distribution of the Prometheus client
public final class Family<S> {
    /// The value of every label of the series that takes what no longer fits.
    public static final String OTHER = "other";

    static final int UNLIMITED = Integer.MAX_VALUE;

    private final Function<String[], S> series;
    private final int maxSeries;
    private final Runnable onOverflow;
    private final Set<List<String>> admitted = ConcurrentHashMap.newKeySet();

    Family(Function<String[], S> series, int maxSeries, Runnable onOverflow) {
        this.series = series;
        this.maxSeries = maxSeries;
        this.onOverflow = onOverflow;
    }

    /// The series with these label values, in the order in which the labels were declared.
    public S of(String... labelValues) {
        if (admits(List.of(labelValues))) {
            return series.apply(labelValues);
        }
        onOverflow.run();
        String[] others = new String[labelValues.length];
        Arrays.fill(others, OTHER);
        return series.apply(others);
    }

    private boolean admits(List<String> labelValues) {
        if (admitted.contains(labelValues)) {
            return true;
        }
        synchronized (admitted) {
            return admitted.size() < maxSeries
                    ? admitted.add(labelValues)
                    : admitted.contains(labelValues);
        }
    }
}
