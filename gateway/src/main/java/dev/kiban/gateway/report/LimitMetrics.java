package dev.kiban.gateway.report;

import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.Locale;

/// The metrics of what did not get in because of a limit, and of how far the limits are away.
final class LimitMetrics implements LimitReport {
    private final GaugeDataPoint connections;
    private final Family<CounterDataPoint> closed;

    LimitMetrics(Metrics metrics) {
        connections =
                metrics.gauge("kiban_gateway_connections", "Connections of clients that are open.")
                        .of();
        closed =
                metrics.counter(
                        "kiban_gateway_connections_closed_total",
                        "Connections of clients that the gateway closed of its own accord.",
                        "reason");
    }

    @Override
    public void opened() {
        connections.inc();
    }

    @Override
    public void ended() {
        connections.dec();
    }

    @Override
    public void closed(Reason reason) {
        closed.of(reason.name().toLowerCase(Locale.ROOT)).inc();
    }
}
