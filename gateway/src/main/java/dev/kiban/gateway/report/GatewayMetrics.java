package dev.kiban.gateway.report;

import dev.kiban.gateway.access.KeyReport;
import dev.kiban.gateway.count.CountReport;
import dev.kiban.gateway.discovery.DiscoveryReport;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.schema.RefreshReport;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Buckets;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/// Every metric of the gateway, declared once. `docs/reference/metrics.md` lists the same.
public final class GatewayMetrics implements RefreshReport {
    private final Family<CounterDataPoint> requests;
    private final Family<CounterDataPoint> errors;
    private final Family<DistributionDataPoint> seconds;
    private final GaugeDataPoint inFlight;
    private final Family<GaugeDataPoint> tunnels;
    private final CallMetrics calls;
    private final Family<CounterDataPoint> copies;
    private final CounterDataPoint droppedLines;
    private final CounterDataPoint droppedSpans;
    private final Family<CounterDataPoint> reloads;
    private final GaugeDataPoint generation;
    private final GaugeDataPoint loadedSeconds;
    private final Family<CounterDataPoint> refreshes;
    private final CountMetrics counts;
    private final AccessMetrics access;
    private final DiscoveryMetrics discovery;
    private final LimitMetrics limits;
    private final BackendMetrics backends;

    /// Declares them.
    public GatewayMetrics(Metrics metrics) {
        requests =
                metrics.counter(
                        "kiban_gateway_requests_total",
                        "Requests that ended.",
                        "service",
                        "route",
                        "backend",
                        "method",
                        "status",
                        "code");
        errors =
                metrics.counter(
                        "kiban_gateway_request_errors_total",
                        "Requests that failed through no fault of the client.",
                        "service",
                        "route",
                        "backend",
                        "method");
        seconds =
                metrics.histogram(
                        "kiban_gateway_request_duration_seconds",
                        "From the head of a request to the end of its answer.",
                        Buckets.LATENCY_SECONDS,
                        "service",
                        "route",
                        "backend",
                        "method");
        inFlight = metrics.gauge("kiban_gateway_requests_in_flight", "Requests under way.").of();
        tunnels = tunnels(metrics);
        calls = new CallMetrics(metrics);
        copies = copies(metrics);
        droppedLines =
                metrics.counter(
                                "kiban_gateway_access_log_dropped_total",
                                "Lines of the access log that were lost: what they go to is too slow, or full.")
                        .of();
        droppedSpans =
                metrics.counter(
                                "kiban_gateway_spans_dropped_total",
                                "Spans that were lost: the collector is too slow, or away.")
                        .of();
        reloads =
                metrics.counter(
                        "kiban_gateway_reload_total", "Reloads of the definitions.", "result");
        generation =
                metrics.gauge(
                                "kiban_gateway_plan_generation",
                                "How many plans have been live in this process.")
                        .of();
        loadedSeconds =
                metrics.gauge(
                                "kiban_gateway_plan_loaded_timestamp_seconds",
                                "When the live plan was loaded, in Unix time.")
                        .of();
        refreshes =
                metrics.counter(
                        "kiban_gateway_schema_refresh_total",
                        "Questions to upstreams for their schemas.",
                        "service",
                        "result");
        counts = new CountMetrics(metrics);
        access = new AccessMetrics(metrics);
        discovery = new DiscoveryMetrics(metrics);
        limits = new LimitMetrics(metrics);
        backends = new BackendMetrics(metrics);
    }

    private static Family<GaugeDataPoint> tunnels(Metrics metrics) {
        return metrics.gauge(
                "kiban_gateway_websockets_open", "WebSockets that are open.", "service", "route");
    }

    private static Family<CounterDataPoint> copies(Metrics metrics) {
        return metrics.counter(
                "kiban_gateway_mirrored_total",
                "Copies of requests for mirrors that are over.",
                "service",
                "backend",
                "result");
    }

    /// The series of one route and method, for one loop to keep.
    RouteSeries route(RouteLabels labels) {
        return new RouteSeries(
                requests,
                errors.of(labels.service(), labels.route(), labels.backend(), labels.method()),
                seconds.of(labels.service(), labels.route(), labels.backend(), labels.method()),
                labels);
    }

    GaugeDataPoint inFlight() {
        return inFlight;
    }

    GaugeDataPoint openTunnels(String service, String route) {
        return tunnels.of(service, route);
    }

    /// Those of calls to upstreams.
    CallMetrics calls() {
        return calls;
    }

    CounterDataPoint refusals(String service, String reason) {
        return access.refusals(service, reason);
    }

    /// Those of the keys of issuers.
    public KeyReport keys() {
        return access;
    }

    /// Those of backends and their endpoints.
    public BackendMetrics backends() {
        return backends;
    }

    /// Those of endpoints that are not written down, with lines in a log beside them.
    public DiscoveryReport discovery(Log log) {
        return new DiscoveryNews(discovery, log);
    }

    /// Those of limits.
    public LimitReport limits() {
        return limits;
    }

    void copied(String service, String backend, String result) {
        copies.of(service, backend, result).inc();
    }

    /// Counts lost lines of the access log.
    public void linesDropped(long lines) {
        droppedLines.inc(lines);
    }

    /// Counts lost spans.
    public void spansDropped(long spans) {
        droppedSpans.inc(spans);
    }

    /// Counts a reload that ended like this.
    public void reloaded(ReloadResult result) {
        reloads.of(result.label()).inc();
    }

    /// Those of exact counts.
    public CountReport counts() {
        return counts;
    }

    /// Another plan is live.
    public void planLive(long newGeneration, long epochSeconds) {
        generation.set((double) newGeneration);
        loadedSeconds.set((double) epochSeconds);
    }

    @Override
    public void refreshed(ServiceName service) {
        refreshes.of(service.value(), "loaded").inc();
    }

    @Override
    public void failed(ServiceName service) {
        refreshes.of(service.value(), "failed").inc();
    }
}
