package dev.kiban.app.budget;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.runtime.telemetry.metrics.Buckets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The times up to which the gateway counts requests: what SLOs of latency can be measured by.
public final class LatencyBounds {
    private static final List<Duration> ALL =
            Buckets.LATENCY_SECONDS.inNanos().stream().map(Duration::ofNanos).toList();

    private static final int NANOS_PER_MILLI = 1_000_000;

    private LatencyBounds() {}

    /// All of them, in order.
    public static List<Duration> all() {
        return ALL;
    }

    /// Thresholds that are none of them.
    public static Stream<Problem> problems(Definitions definitions) {
        return definitions.services().stream()
                .map(Service::slos)
                .flatMap(List::stream)
                .flatMap(LatencyBounds::problem);
    }

    private static Stream<Problem> problem(Slo slo) {
        return slo.indicator() instanceof Latency(_, Duration threshold, Location at)
                        && !ALL.contains(threshold)
                ? Stream.of(problem(slo, threshold, at))
                : Stream.empty();
    }

    private static Problem problem(Slo slo, Duration threshold, Location at) {
        Duration lower =
                ALL.stream()
                        .filter(bound -> bound.compareTo(threshold) < 0)
                        .reduce((_, larger) -> larger)
                        .orElseThrow(); // none can be written that is below all
        List<String> exact =
                ALL.stream().filter(LatencyBounds::canBeWritten).map(LatencyBounds::text).toList();
        return new Problem(
                at,
                ProblemCode.INEXACT_LATENCY,
                "SLO '%s': a threshold of %s is none that the gateway counts by, so it is taken for %s"
                        .formatted(slo.name(), text(threshold), text(lower)),
                exact);
    }

    private static boolean canBeWritten(Duration bound) {
        return bound.toNanos() % NANOS_PER_MILLI == 0;
    }

    /// As it is written in definitions, but for 2.5 ms, which cannot be.
    private static String text(Duration time) {
        if (!canBeWritten(time)) {
            return "%sms".formatted(time.toNanos() / (double) NANOS_PER_MILLI);
        }
        return time.toMillisPart() == 0
                ? "%ds".formatted(time.toSeconds())
                : "%dms".formatted(time.toMillis());
    }
}
