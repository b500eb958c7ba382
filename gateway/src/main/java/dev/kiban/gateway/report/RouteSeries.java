package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.transcode.http.GrpcCode;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Optional;

/// The metrics of one route and method on one event loop. Series are found once per outcome; from
/// then on recording a request finds them by comparing a few numbers, and makes no garbage.
final class RouteSeries {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long EXAMPLE_PAUSE_NANOS = 200_000_000;

    /// Outcomes that are remembered; an upstream that answers with more pays for the search.
    private static final int MAX_OUTCOMES = 64;

    private final Family<CounterDataPoint> requests;
    private final CounterDataPoint errors;
    private final DistributionDataPoint seconds;
    private final RouteLabels labels;
    private long nextExampleEpochNanos;
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

    void record(ServedRequest request) {
        Answer answer = request.answer();
        counter(answer.status(), answer.code()).inc();
        observe(request);
        if (answer.isServerError()) {
            errors.inc();
        }
    }

    /// An example for a distribution is wanted now and then, not for each request.
    private void observe(ServedRequest request) {
        double value = request.durationNanos() / NANOS_PER_SECOND;
        if (request.trace() instanceof Trace.Recorded recorded && isTimeForExample(request)) {
            TraceContext span = recorded.server();
            seconds.observeWithExemplar(
                    value, Labels.of("trace_id", span.traceId(), "span_id", span.spanIdText()));
        } else {
            seconds.observe(value);
        }
    }

    private boolean isTimeForExample(ServedRequest request) {
        long end = request.startEpochNanos() + request.durationNanos();
        if (end < nextExampleEpochNanos) {
            return false;
        }
        nextExampleEpochNanos = end + EXAMPLE_PAUSE_NANOS;
        return true;
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
