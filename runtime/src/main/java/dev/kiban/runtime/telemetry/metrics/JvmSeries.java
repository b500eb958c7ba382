package dev.kiban.runtime.telemetry.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The metrics of the JVM, registered when they are first read. Of those that the Prometheus client
/// has, native memory is left out: it takes longer to ask for than all others together, and the JVM
/// does not track it unless told to.
final class JvmSeries {
    /// Nothing to register.
    static final JvmSeries NONE = new JvmSeries(new PrometheusRegistry(), true);

    private final PrometheusRegistry registry;
    private boolean registered;

    JvmSeries(PrometheusRegistry registry) {
        this(registry, false);
    }

    private JvmSeries(PrometheusRegistry registry, boolean registered) {
        this.registry = registry;
        this.registered = registered;
    }

    synchronized void register() {
        if (registered) {
            return;
        }
        registered = true;
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }
}
