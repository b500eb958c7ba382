package dev.kiban.slo.export;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Finds an SLO's events among the metrics that Datadog's agent reads from the gateway.
final class DatadogQuery {
    private static final String ALL = "kiban.gateway.request_duration_seconds.count";
    private static final String ERRORS = "kiban.gateway.request_errors.count";
    private static final String IN_TIME = "kiban.gateway.request_duration_seconds.bucket";

    private final GatewayNames names;

    DatadogQuery(GatewayNames names) {
        this.names = names;
    }

    /// What was found.
    sealed interface Found {}

    /// The events are there.
    record Here(DatadogEvents events) implements Found {}

    /// They are not.
    record NotHere(String why) implements Found {}

    Found find(ServiceSlo slo) {
        if (slo.slo().objective() instanceof TimeSlices) {
            return new NotHere("Datadog's queries of metrics count no time slices");
        }
        return switch (slo.slo().indicator()) {
            case Availability(List<String> routes, List<StatusRange> bad, _)
                    when bad.equals(GatewayQuery.SERVER_ERRORS) ->
                    onRoutes(
                            slo,
                            routes,
                            filter ->
                                    new Here(
                                            DatadogEvents.failing(
                                                    count(ALL, filter), count(ERRORS, filter))));
            case Latency(List<String> routes, Duration threshold, _)
                    when names.latencyBounds().contains(threshold) ->
                    onRoutes(slo, routes, filter -> new Here(inTime(filter, threshold)));
            case Availability _ -> new NotHere("the errors that are counted are those of 5xx");
            case Latency _ -> new NotHere("its threshold is no bucket of the gateway");
            case Freshness _, Events _, Prometheus _ ->
                    new NotHere("it is not among the gateway's metrics");
        };
    }

    private static DatadogEvents inTime(String filter, Duration threshold) {
        String bound = GatewayQuery.seconds(threshold);
        String bucket =
                bound.contains(".")
                        ? "upper_bound:" + bound
                        : "upper_bound IN (%s,%s.0)".formatted(bound, bound);
        return DatadogEvents.tooLate(count(ALL, filter), count(IN_TIME, filter + " AND " + bucket));
    }

    private Found onRoutes(ServiceSlo slo, List<String> routes, Function<String, Found> then) {
        String service = of(slo.service());
        if (routes.isEmpty()) {
            return then.apply(service);
        }
        Set<String> values = new TreeSet<>();
        for (String route : routes) {
            Optional<Set<String>> labels = names.labelsOf(slo.service(), route);
            if (labels.isEmpty()) {
                return new NotHere(
                        "the paths of '%s' are not known without asking the service"
                                .formatted(route));
            }
            labels.get().forEach(label -> values.addAll(tagValues(label)));
        }
        return then.apply("%s AND route IN (%s)".formatted(service, String.join(",", values)));
    }

    static String of(ServiceName service) {
        return "service:" + service;
    }

    static String count(String metric, String filter) {
        return "sum:%s{%s}.as_count()".formatted(metric, filter);
    }

    /// What Datadog makes of a label: small letters, and underscores for what it does not take. Its
    /// documents do not say whether one at the end stays, so both are asked for.
    static Set<String> tagValues(String label) {
        String value = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_:./-]", "_");
        return new TreeSet<>(List.of(value, value.replaceAll("_+$", "")));
    }
}
