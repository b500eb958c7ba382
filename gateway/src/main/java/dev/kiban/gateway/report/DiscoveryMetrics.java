package dev.kiban.gateway.report;

import dev.kiban.definition.EndpointSource;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/// What became of asking for endpoints: as many series as definitions name sources.
final class DiscoveryMetrics {
    private final Family<CounterDataPoint> answers;
    private final Family<GaugeDataPoint> endpoints;

    DiscoveryMetrics(Metrics metrics) {
        answers =
                metrics.counter(
                        "kiban_gateway_discovery_total",
                        "Answers of DNS and Kubernetes about the endpoints of a backend.",
                        "source",
                        "result");
        endpoints =
                metrics.gauge(
                        "kiban_gateway_discovered_endpoints",
                        "Endpoints that DNS or Kubernetes told of, and that count.",
                        "source");
    }

    void answered(EndpointSource source) {
        answers.of(source.text(), "answered").inc();
    }

    void count(EndpointSource source, int count) {
        endpoints.of(source.text()).set(count);
    }

    void failed(EndpointSource source) {
        answers.of(source.text(), "failed").inc();
    }
}
