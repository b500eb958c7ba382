package dev.kiban.runtime.telemetry.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// The metrics of one program: each is declared once, with its help text, and answers with a
/// [Family] of series.
///
/// ```java
/// Family<CounterDataPoint> hits =
///         metrics.counter("cache_hits_total", "Reads that the cache answered.", "cache");
/// CounterDataPoint users = hits.of("users");   // resolve once, keep it
/// users.inc();                                 // a few nanoseconds, no garbage
/// ```
///
/// Declaring a name twice is an [IllegalStateException], one that Prometheus would refuse an
/// [IllegalArgumentException]: mistakes in the program, found when it starts.
public final class Metrics {
    /// Series of one metric; what comes after shares one series whose labels all say
    /// [Family#OTHER].
    public static final int MAX_SERIES = 20_000;

    private static final String OVERFLOW = "kiban_metric_overflow_total";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Family<CounterDataPoint> overflows;
    private final int maxSeries;
    private final Set<String> names = new ConcurrentSkipListSet<>();
    private volatile JvmSeries jvm = JvmSeries.NONE;

    /// Metrics with at most [#MAX_SERIES] series each.
    public Metrics() {
        this(MAX_SERIES);
    }

    Metrics(int maxSeries) {
        this.maxSeries = maxSeries;
        names.add(OVERFLOW);
        Counter counter =
                Counter.builder()
                        .name(OVERFLOW)
                        .help(
                                "Label values that found their metric full and were put into its series 'other'.")
                        .labelNames("metric")
                        .withoutExemplars()
                        .register(registry);
        this.overflows = new Family<>(counter::labelValues, Family.UNLIMITED, () -> {});
    }

    /// Declares a number that only grows; `name` ends in `_total`.
    public Family<CounterDataPoint> counter(String name, String help, String... labels) {
        names.add(name);
        Counter counter =
                Counter.builder()
                        .name(name)
                        .help(help)
                        .labelNames(labels)
                        .withoutExemplars()
                        .register(registry);
        return new Family<>(counter::labelValues, maxSeries, () -> overflows.of(name).inc());
    }

    /// Declares a number that goes up and down.
    public Family<GaugeDataPoint> gauge(String name, String help, String... labels) {
        names.add(name);
        Gauge gauge =
                Gauge.builder()
                        .name(name)
                        .help(help)
                        .labelNames(labels)
                        .withoutExemplars()
                        .register(registry);
        return new Family<>(gauge::labelValues, maxSeries, () -> overflows.of(name).inc());
    }

    /// Declares a number that is read when somebody looks.
    public void gauge(String name, String help, DoubleSupplier value) {
        names.add(name);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// Declares numbers that only grow and that somebody else counts; read when somebody looks.
    /// `name` ends in `_total`.
    public void counter(
            String name, String help, List<String> labels, Consumer<Readings> readings) {
        names.add(name);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback -> readings.accept(callback::call))
                .register(registry);
    }

    /// Declares numbers that go up and down; read when somebody looks.
    public void gauge(String name, String help, List<String> labels, Consumer<Readings> readings) {
        names.add(name);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback -> readings.accept(callback::call))
                .register(registry);
    }

    /// Takes what somebody else has counted. Whoever gives it sees to it that there are not too
    /// many.
    @FunctionalInterface
    public interface Readings {
        /// @param labels their values, in the order in which they were declared
        void add(double value, String... labels);
    }

    /// Declares a distribution; a series has one number per bucket, so keep its labels few. Whoever
    /// observes may leave an example for each bucket, which readers of OpenMetrics see.
    public Family<DistributionDataPoint> histogram(
            String name, String help, Buckets buckets, String... labels) {
        names.add(name);
        Histogram histogram =
                Histogram.builder()
                        .name(name)
                        .help(help)
                        .classicOnly()
                        .classicUpperBounds(buckets.upperBounds())
                        .labelNames(labels)
                        .withExemplars()
                        .register(registry);
        return new Family<>(histogram::labelValues, maxSeries, () -> overflows.of(name).inc());
    }

    /// Adds what the JVM knows of itself: memory, garbage collection, threads, classes, the
    /// process. From the first [#read] on: waking the JVM's own counters takes 0.1 s, which nobody
    /// should wait for who waits for a program to start.
    public void watchJvm() {
        jvm = new JvmSeries(registry);
    }

    /// The names of all metrics that were declared here; those of the JVM are not among them.
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /// All metrics as of now, in the text format that the `Accept` header of the reader asks for:
    /// OpenMetrics, or else Prometheus text.
    public Exposition read(String accept) {
        jvm.register();
        return Exposition.of(registry.scrape(), accept);
    }
}
