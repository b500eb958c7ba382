package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.UpstreamCall;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.Locale;

/// The metrics of calls to upstreams that did not go as they should.
final class CallMetrics {
    private final Family<CounterDataPoint> failures;
    private final Family<CounterDataPoint> repeats;

    CallMetrics(Metrics metrics) {
        failures =
                metrics.counter(
                        "kiban_gateway_upstream_failures_total",
                        "Requests whose upstream gave no reply, or only a part of one.",
                        "service",
                        "kind");
        repeats =
                metrics.counter(
                        "kiban_gateway_repeats_total",
                        "Attempts beyond the first one of a request, by what became of the request.",
                        "service",
                        "result");
    }

    /// Counts what went wrong with a request, if anything did.
    void record(String service, ServedRequest request) {
        if (request.failure().isPresent()) {
            failures.of(service, request.failure().get().name().toLowerCase(Locale.ROOT)).inc();
        }
        if (request.call().isPresent()) {
            UpstreamCall call = request.call().get();
            if (call.attempts() > 1) {
                String result = request.answer().isServerError() ? "failed" : "answered";
                repeats.of(service, result).inc(call.attempts() - 1);
            }
        }
    }
}
