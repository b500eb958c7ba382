package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.transcode.http.GrpcCode;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Arrays;
import java.util.Optional;

/// The metrics of one route and method on one event loop. Series are found once per outcome; from
/// then on recording a request finds them by comparing a few numbers, and makes no garbage.
final class RouteSeries {
    private static final double NANOS_PER_SECOND = 1e9;

    /// Outcomes that are remembered; an upstream that answers with more pays for the search.
    private static final int MAX_OUTCOMES = 64;

    private final Family<CounterDataPoint> requests;
    private final CounterDataPoint errors;
    private final DistributionDataPoint seconds;
    private final RouteLabels labels;
    private int[] outcomes = new int[0];
    private CounterDataPoint[] counters = new CounterDataPoint[0];

    RouteSeries(
            Family<CounterDataPoint> requests,
            CounterDataPoint errors,
            DistributionDataPoint seconds,
            RouteLabels labels) {
        this.requests = requests;
        this.errors = errors;
        this.seconds = seconds;
        this.labels = labels;
    }

    boolean isOf(String backend) {
        return labels.backend().equals(backend);
    }

    void record(Answer answer, long nanos) {
        counter(answer.status(), answer.code()).inc();
        seconds.observe(nanos / NANOS_PER_SECOND);
        if (answer.isServerError()) {
            errors.inc();
        }
    }

    private CounterDataPoint counter(int status, Optional<GrpcCode> code) {
        int outcome = status << 8 | (code.isPresent() ? code.get().number() + 1 : 0);
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == outcome) {
                return counters[i];
            }
        }
        CounterDataPoint found =
                requests.of(
                        labels.service(),
                        labels.route(),
                        labels.backend(),
                        labels.method(),
                        String.valueOf(status),
                        code.map(GrpcCode::name).orElse(""));
        if (outcomes.length < MAX_OUTCOMES) {
            remember(outcome, found);
        }
        return found;
    }

    private void remember(int outcome, CounterDataPoint counter) {
        int at = outcomes.length;
        outcomes = Arrays.copyOf(outcomes, at + 1);
        counters = Arrays.copyOf(counters, at + 1);
        outcomes[at] = outcome;
        counters[at] = counter;
    }
}
