package dev.kiban.gateway.report;

import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.util.Locale;

/// The metrics of what did not get in because of a limit, and of how far the limits are away.
final class LimitMetrics implements LimitReport {
    private static final double NANOS_PER_SECOND = 1e9;

    private final GaugeDataPoint connections;
    private final Family<CounterDataPoint> closed;
    private final Family<GaugeDataPoint> lag;
    private final Family<CounterDataPoint> shed;
    private final GaugeDataPoint keptBytes;
    private final Family<CounterDataPoint> noRoom;

    LimitMetrics(Metrics metrics) {
        connections =
                metrics.gauge("kiban_gateway_connections", "Connections of clients that are open.")
                        .of();
        closed =
                metrics.counter(
                        "kiban_gateway_connections_closed_total",
                        "Connections of clients that the gateway closed of its own accord.",
                        "reason");
        lag =
                metrics.gauge(
                        "kiban_gateway_loop_lag_seconds",
                        "How late an event loop was at most in the last second.",
                        "loop");
        shed =
                metrics.counter(
                        "kiban_gateway_requests_shed_total",
                        "Requests that were refused because the gateway could not keep up.",
                        "service",
                        "route");
        keptBytes =
                metrics.gauge(
                                "kiban_gateway_buffered_bytes",
                                "Bodies of requests that are kept before they go on.")
                        .of();
        noRoom =
                metrics.counter(
                        "kiban_gateway_buffer_refusals_total",
                        "Requests that were refused because there was no room for their bodies.",
                        "service");
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

    @Override
    public void late(int loop, Duration by) {
        lag.of(Integer.toString(loop)).set(by.toNanos() / NANOS_PER_SECOND);
    }

    @Override
    public void shed(String service, String route) {
        shed.of(service, route).inc();
    }

    @Override
    public void kept(long bytes) {
        keptBytes.set((double) bytes);
    }

    @Override
    public void noRoom(String service) {
        noRoom.of(service).inc();
    }
}
