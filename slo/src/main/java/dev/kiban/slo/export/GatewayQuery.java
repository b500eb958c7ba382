package dev.kiban.slo.export;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds an SLO's events among the metrics of the gateway.
final class GatewayQuery {
    private static final String REQUESTS = "kiban_gateway_requests_total";
    private static final String ERRORS = "kiban_gateway_request_errors_total";
    private static final String ALL = "kiban_gateway_request_duration_seconds_count";
    private static final String IN_TIME = "kiban_gateway_request_duration_seconds_bucket";
    private static final int NANOS_DIGITS = 9;

    /// What the gateway itself counts as an error.
    static final List<StatusRange> SERVER_ERRORS = List.of(StatusRange.ofClass(5));

    private final GatewayNames names;

    GatewayQuery(GatewayNames names) {
        this.names = names;
    }

    /// What was found.
    sealed interface Found {}

    /// The events are there.
    record Here(Counted counted) implements Found {}

    /// They are not.
    record NotHere(String why) implements Found {}

    Found find(ServiceSlo slo) {
        return switch (slo.slo().indicator()) {
            case Availability(List<String> routes, List<StatusRange> bad, _) ->
                    onRoutes(slo, routes, selector -> new Here(availability(selector, bad)));
            case Latency(List<String> routes, Duration threshold, _) ->
                    onRoutes(slo, routes, selector -> latency(selector, threshold));
            case Freshness _ -> notOurs("the age of work");
            case Events _ -> notOurs("events that others tell");
            case Prometheus _ -> notOurs("what another Prometheus has counted");
        };
    }

    private static Found notOurs(String what) {
        return new NotHere("%s is not among the gateway's metrics".formatted(what));
    }

    private interface OnRoutes {
        Found find(String selector);
    }

    private Found onRoutes(ServiceSlo slo, List<String> routes, OnRoutes then) {
        String service = "service=" + Promql.text(slo.service().value());
        if (routes.isEmpty()) {
            return then.find(service);
        }
        Set<String> labels = new TreeSet<>();
        for (String route : routes) {
            Optional<Set<String>> known = names.labelsOf(slo.service(), route);
            if (known.isEmpty()) {
                return new NotHere(
                        "the paths of '%s' are not known without asking the service: give it a descriptorSet, or leave out the routes"
                                .formatted(route));
            }
            labels.addAll(known.get());
        }
        return then.find("%s,route=~%s".formatted(service, Promql.anyOf(labels)));
    }

    private Counted availability(String selector, List<StatusRange> bad) {
        if (bad.equals(SERVER_ERRORS)) {
            return new Counted(
                    window -> Counted.orZero(sum(ERRORS, selector, window)),
                    window -> Counted.orZero(sum(ALL, selector, window)));
        }
        String statuses = Promql.text(String.join("|", statuses(bad)));
        List<String> selectors = new ArrayList<>();
        selectors.add("%s,status=~%s".formatted(selector, statuses));
        Set<String> codes = new TreeSet<>();
        bad.forEach(range -> codes.addAll(names.codesOf(range)));
        if (!codes.isEmpty()) {
            // A native gRPC answer is always HTTP 200.
            selectors.add(
                    "%s,status!~%s,code=~%s".formatted(selector, statuses, Promql.anyOf(codes)));
        }
        return new Counted(
                window -> Counted.orZero(sumOfAny(REQUESTS, selectors, window)),
                window -> Counted.orZero(sum(ALL, selector, window)));
    }

    private Found latency(String selector, Duration threshold) {
        if (!names.latencyBounds().contains(threshold)) {
            return new NotHere(
                    "the gateway does not count requests up to %s s; it counts up to %s s"
                            .formatted(
                                    seconds(threshold),
                                    String.join(
                                            ", ",
                                            names.latencyBounds().stream()
                                                    .map(GatewayQuery::seconds)
                                                    .toList())));
        }
        String inTime = "%s,le=~%s".formatted(selector, Promql.anyOf(spellings(threshold)));
        return new Here(
                new Counted(
                        window ->
                                Counted.orZero(
                                        "%s%n  -%n%s"
                                                .formatted(
                                                        sum(ALL, selector, window),
                                                        sum(IN_TIME, inTime, window))),
                        window -> Counted.orZero(sum(ALL, selector, window))));
    }

    /// A bound of one second is `1` or `1.0`, depending on who has written and who has read it.
    private static Set<String> spellings(Duration bound) {
        String plain = seconds(bound);
        return plain.contains(".") ? Set.of(plain) : new TreeSet<>(Set.of(plain, plain + ".0"));
    }

    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), NANOS_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static List<String> statuses(List<StatusRange> ranges) {
        List<String> patterns = new ArrayList<>();
        for (StatusRange range : ranges) {
            if (range.equals(StatusRange.ofClass(range.first() / 100))) {
                patterns.add(range.first() / 100 + "..");
                continue;
            }
            for (int status = range.first(); status <= range.last(); status++) {
                patterns.add(String.valueOf(status));
            }
        }
        return patterns;
    }

    private static String sum(String metric, String selector, String window) {
        return "sum(increase(%s{%s}[%s]))".formatted(metric, selector, window);
    }

    private static String sumOfAny(String metric, List<String> selectors, String window) {
        return "sum(%s)"
                .formatted(
                        String.join(
                                " or ",
                                selectors.stream()
                                        .map(
                                                selector ->
                                                        "increase(%s{%s}[%s])"
                                                                .formatted(
                                                                        metric, selector, window))
                                        .toList()));
    }
}
