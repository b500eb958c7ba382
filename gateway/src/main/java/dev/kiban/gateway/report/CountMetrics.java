package dev.kiban.gateway.report;

import dev.kiban.gateway.count.CountReport;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/// How exact counting goes, as metrics.
final class CountMetrics implements CountReport {
    private final GaugeDataPoint waiting;
    private final CounterDataPoint lost;
    private final CounterDataPoint uncounted;

    CountMetrics(Metrics metrics) {
        waiting =
                metrics.gauge(
                                "kiban_gateway_count_minutes_waiting",
                                "Minutes whose counts the store has not taken yet.")
                        .of();
        lost =
                metrics.counter(
                                "kiban_gateway_count_minutes_lost_total",
                                "Minutes whose counts are lost: the folder was full, or a file damaged.")
                        .of();
        uncounted =
                metrics.counter(
                                "kiban_gateway_uncounted_requests_total",
                                "Requests without a count: there are too many routes.")
                        .of();
    }

    @Override
    public void minutesWaiting(int minutes) {
        waiting.set((double) minutes);
    }

    @Override
    public void minuteLost() {
        lost.inc();
    }

    @Override
    public void uncounted() {
        uncounted.inc();
    }
}
