package dev.kiban.slo.export;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.Json.JsonObject;
import dev.kiban.kernel.Share;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// SLOs as files of [OpenSLO](https://github.com/OpenSLO/OpenSLO) v1, one document each.
///
/// What OpenSLO has no words for (who is told when, what to do) goes into annotations; what is
/// counted into a metric source of the type `Kiban`, whose content OpenSLO leaves open.
public final class OpenSlo {
    static final String VERSION = "openslo/v1";
    static final String SOURCE = "Kiban";
    static final String PLAYBOOK = "kiban.dev/playbook";
    static final String ALERTING = "kiban.dev/alerting";

    /// As the definitions have it.
    static final Alerting USUAL = new Alerting(5, List.of());

    private static final int MAX_NAME = 63;
    private static final int DECIMALS = 9;

    private OpenSlo() {}

    /// The file.
    public static Exported of(SloPlan plan) {
        List<Unsaid> unsaid = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        for (ServiceSlo slo : plan.slos()) {
            if (name(slo).length() > MAX_NAME) {
                unsaid.add(
                        Unsaid.of(
                                slo,
                                "the name '%s' has more than %d characters"
                                        .formatted(name(slo), MAX_NAME)));
                continue;
            }
            documents.add(YamlText.print(document(slo)));
        }
        return new Exported(String.join("---\n", documents), unsaid);
    }

    private static String name(ServiceSlo slo) {
        return "%s-%s".formatted(slo.service(), slo.slo().name());
    }

    private static JsonObject document(ServiceSlo slo) {
        Map<String, Json> document = new LinkedHashMap<>();
        document.put("apiVersion", Json.text(VERSION));
        document.put("kind", Json.text("SLO"));
        document.put("metadata", Json.object(metadata(slo)));
        document.put("spec", Json.object(spec(slo)));
        return new JsonObject(document);
    }

    private static Map<String, Json> metadata(ServiceSlo slo) {
        Map<String, Json> annotations = new LinkedHashMap<>();
        slo.slo()
                .playbook()
                .ifPresent(playbook -> annotations.put(PLAYBOOK, Json.text(playbook.toString())));
        if (!slo.slo().alerting().equals(USUAL)) {
            annotations.put(
                    ALERTING, Json.text(SloYaml.alerting(slo.slo().alerting()).print().strip()));
        }
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("name", Json.text(name(slo)));
        metadata.put("labels", Json.object(Map.of("team", Json.text(slo.owner().value()))));
        if (!annotations.isEmpty()) {
            metadata.put("annotations", Json.object(annotations));
        }
        return metadata;
    }

    private static Map<String, Json> spec(ServiceSlo owned) {
        Slo slo = owned.slo();
        Map<String, Json> spec = new LinkedHashMap<>();
        spec.put("description", Json.text(slo.description()));
        spec.put("service", Json.text(owned.service().value()));
        spec.put("indicator", indicator(owned));
        spec.put("timeWindow", Json.array(List.of(Json.object(window(slo.period())))));
        spec.put(
                "budgetingMethod",
                Json.text(
                        switch (slo.objective()) {
                            case Objective.Occurrences _ -> "Occurrences";
                            case Objective.TimeSlices _ -> "Timeslices";
                        }));
        spec.put("objectives", Json.array(List.of(Json.object(objective(slo.objective())))));
        return spec;
    }

    private static Json indicator(ServiceSlo owned) {
        Map<String, Json> ratio = new LinkedHashMap<>();
        ratio.put("counter", Json.bool(false));
        ratio.put("good", metric(owned, "good"));
        ratio.put("total", metric(owned, "total"));
        Map<String, Json> indicator = new LinkedHashMap<>();
        indicator.put("metadata", Json.object(Map.of("name", Json.text(name(owned)))));
        indicator.put("spec", Json.object(Map.of("ratioMetric", Json.object(ratio))));
        return Json.object(indicator);
    }

    private static Json metric(ServiceSlo owned, String events) {
        Map<String, Json> spec = new LinkedHashMap<>();
        spec.put("events", Json.text(events));
        spec.put("indicator", SloYaml.indicator(owned.slo().indicator()));
        Map<String, Json> source = new LinkedHashMap<>();
        source.put("type", Json.text(SOURCE));
        source.put("spec", Json.object(spec));
        return Json.object(Map.of("metricSource", Json.object(source)));
    }

    private static Map<String, Json> window(Period period) {
        Map<String, Json> window = new LinkedHashMap<>();
        switch (period) {
            case Period.Rolling(int days) -> {
                window.put("duration", Json.text(days + "d"));
                window.put("isRolling", Json.bool(true));
            }
            case Period.Calendar(Period.Unit unit, var zone) -> {
                Map<String, Json> calendar = new LinkedHashMap<>();
                calendar.put("startTime", Json.text("2026-01-01 00:00:00"));
                calendar.put("timeZone", Json.text(zone.getId()));
                window.put(
                        "duration",
                        Json.text(
                                switch (unit) {
                                    case MONTH -> "1M";
                                    case QUARTER -> "1Q";
                                }));
                window.put("calendar", Json.object(calendar));
                window.put("isRolling", Json.bool(false));
            }
        }
        return window;
    }

    private static Map<String, Json> objective(Objective objective) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("target", fraction(objective.target()));
        if (objective instanceof Objective.TimeSlices slices) {
            members.put("timeSliceTarget", fraction(slices.good()));
            members.put("timeSliceWindow", Json.text(SloYaml.time(slices.slice())));
        }
        return members;
    }

    private static Json fraction(Share share) {
        return Json.written(
                BigDecimal.valueOf(share.partsPerBillion(), DECIMALS)
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
