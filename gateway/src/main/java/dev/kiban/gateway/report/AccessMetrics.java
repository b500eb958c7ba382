package dev.kiban.gateway.report;

import dev.kiban.gateway.access.KeyReport;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Instant;

/// Who may not call, and the keys of issuers.
final class AccessMetrics implements KeyReport {
    private final Family<CounterDataPoint> refusals;
    private final Family<CounterDataPoint> fetches;
    private final Family<GaugeDataPoint> keys;
    private final Family<GaugeDataPoint> fetchedSeconds;

    AccessMetrics(Metrics metrics) {
        refusals =
                metrics.counter(
                        "kiban_gateway_access_refusals_total",
                        "Requests that ended because whoever called might not.",
                        "service",
                        "reason");
        fetches =
                metrics.counter(
                        "kiban_gateway_issuer_fetches_total",
                        "Fetches of the keys of issuers.",
                        "issuer",
                        "result");
        keys =
                metrics.gauge(
                        "kiban_gateway_issuer_keys",
                        "Keys of an issuer that tokens are verified by.",
                        "issuer");
        fetchedSeconds =
                metrics.gauge(
                        "kiban_gateway_issuer_keys_fetched_timestamp_seconds",
                        "When the keys of an issuer were last fetched, in Unix time.",
                        "issuer");
    }

    CounterDataPoint refusals(String service, String reason) {
        return refusals.of(service, reason);
    }

    @Override
    public void fetched(String issuer, int count, Instant at) {
        fetches.of(issuer, "fetched").inc();
        keys.of(issuer).set(count);
        fetchedSeconds.of(issuer).set((double) at.getEpochSecond());
    }

    @Override
    public void failed(String issuer, int count) {
        fetches.of(issuer, "failed").inc();
        keys.of(issuer).set(count);
    }
}
