package dev.kiban.slo.export;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.kernel.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Parts of an SLO as they are written under `slos:`.
final class SloYaml {
    private SloYaml() {}

    static Json indicator(Indicator indicator) {
        return switch (indicator) {
            case Availability(List<String> routes, List<StatusRange> bad, _) -> {
                Map<String, Json> members = routes(routes);
                members.put("bad", Json.texts(bad.stream().map(SloYaml::statuses).toList()));
                yield of("availability", members);
            }
            case Latency(List<String> routes, Duration threshold, _) -> {
                Map<String, Json> members = routes(routes);
                members.put("threshold", Json.text(time(threshold)));
                yield of("latency", members);
            }
            case Freshness(String flow, Duration within) -> {
                Map<String, Json> members = new LinkedHashMap<>();
                members.put("flow", Json.text(flow));
                members.put("within", Json.text(time(within)));
                yield of("freshness", members);
            }
            case Events(String stream) -> of("events", Map.of("stream", Json.text(stream)));
            case Prometheus prometheus -> of("prometheus", queries(prometheus));
        };
    }

    private static Map<String, Json> queries(Prometheus prometheus) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("url", Json.text(prometheus.url().toString()));
        members.put("good", Json.text(prometheus.good()));
        members.put("total", Json.text(prometheus.total()));
        members.put("every", Json.text(time(prometheus.every())));
        return members;
    }

    static Json alerting(Alerting alerting) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("minBadEvents", Json.number(alerting.minBadEvents()));
        members.put("tiers", Json.array(alerting.tiers().stream().map(SloYaml::tier).toList()));
        return Json.object(members);
    }

    private static Json tier(Alerting.Tier tier) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("severity", Json.text(tier.severity().name().toLowerCase(Locale.ROOT)));
        members.put("window", Json.text(tier.window().toHours() + "h"));
        members.put("budget", Json.text(tier.budget().toString()));
        return Json.object(members);
    }

    private static Json of(String kind, Map<String, Json> members) {
        return Json.object(Map.of(kind, Json.object(members)));
    }

    private static Map<String, Json> routes(List<String> routes) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("routes", Json.texts(routes));
        return members;
    }

    private static String statuses(StatusRange range) {
        return range.first() == range.last()
                ? String.valueOf(range.first())
                : range.first() / 100 + "xx";
    }

    static String time(Duration time) {
        StringBuilder out = new StringBuilder();
        append(time.toHours(), "h", out);
        append(time.toMinutesPart(), "m", out);
        append(time.toSecondsPart(), "s", out);
        append(time.toMillisPart(), "ms", out);
        return out.isEmpty() ? "0s" : out.toString();
    }

    private static void append(long count, String unit, StringBuilder out) {
        if (count > 0) {
            out.append(count).append(unit);
        }
    }
}
