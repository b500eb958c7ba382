package dev.kiban.slo.export;

import dev.kiban.definition.yaml.Yaml;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One document of OpenSLO on its way to an SLO of ours.
final class OpenSloDocument {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([mhdwMQY])");
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int HOURS_OF_A_DAY = 24;
    private static final int DIGITS_OF_A_PERCENT = 2;

    private final Part document;

    OpenSloDocument(Part document) {
        this.document = document;
    }

    /// Adds the SLO to those of its service.
    ///
    /// @return the service; empty if nothing could be read, which has been told
    String read(Map<String, List<Json>> byService) {
        String version = document.text("apiVersion");
        String kind = document.text("kind");
        if (!version.equals(OpenSlo.VERSION) || !kind.equals("SLO")) {
            document.refuse(
                    "must be an SLO of %s, found %s of %s; references to other documents are not followed"
                            .formatted(OpenSlo.VERSION, kind, version));
            document.ignoreRest();
            return "";
        }
        Part metadata = document.part("metadata");
        Part spec = document.part("spec");
        document.end();

        String service = spec.text("service");
        Map<String, Json> slo = new LinkedHashMap<>();
        slo.put("name", Json.text(name(metadata.text("name"), service)));
        spec.findText("description").ifPresent(text -> slo.put("description", Json.text(text)));
        slo.put("indicator", indicator(spec.part("indicator")));
        objective(spec, slo);
        slo.put("period", period(spec.only("timeWindow")));
        annotations(metadata, slo);
        // Who owns it stands in the service.
        metadata.find("labels");
        metadata.end();
        spec.end();
        byService.computeIfAbsent(service, absent -> new ArrayList<>()).add(Json.object(slo));
        return service;
    }

    /// Names are unique within a service here, and everywhere there.
    private static String name(String name, String service) {
        return name.startsWith(service + "-") ? name.substring(service.length() + 1) : name;
    }

    private static void annotations(Part metadata, Map<String, Json> slo) {
        if (!metadata.has("annotations")) {
            return;
        }
        Part annotations = metadata.part("annotations");
        annotations
                .findText(OpenSlo.ALERTING)
                .ifPresent(text -> slo.put("alerting", Yaml.parse(text).toJson()));
        annotations
                .findText(OpenSlo.PLAYBOOK)
                .ifPresent(text -> slo.put("playbook", Json.text(text)));
        annotations.end();
    }

    private static Json indicator(Part indicator) {
        indicator.find("metadata");
        Part spec = indicator.part("spec");
        indicator.end();
        Part ratio = spec.part("ratioMetric");
        spec.end();
        if (ratio.findText("counter").filter("true"::equals).isPresent()) {
            ratio.refuse(
                    "a counter that only grows cannot be said: ask for what it grew by, with increase(), and say counter: false");
        }
        Part good = ratio.part("good").part("metricSource");
        Part total = ratio.part("total").part("metricSource");
        ratio.end();
        String type = good.text("type");
        if (!total.text("type").equals(type)) {
            total.refuse("good and total must have the same source");
        }
        return switch (type) {
            case OpenSlo.SOURCE -> ours(good.part("spec"), total.part("spec"));
            case "Prometheus", "prometheus" -> queries(good.part("spec"), total.part("spec"));
            default -> {
                good.refuse(
                        "the source '%s' cannot be asked (it can be Prometheus or Kiban)"
                                .formatted(type));
                yield Json.object(Map.of());
            }
        };
    }

    private static Json ours(Part good, Part total) {
        expect(good, "good");
        expect(total, "total");
        Optional<Yaml> indicator = good.find("indicator");
        Optional<Yaml> again = total.find("indicator");
        if (indicator.isEmpty() || again.isEmpty()) {
            good.refuse("good and total need the key 'indicator'");
            return Json.object(Map.of());
        }
        Json written = indicator.get().toJson();
        if (!written.equals(again.get().toJson())) {
            total.refuse("good and total must have the same indicator");
        }
        good.end();
        total.end();
        return written;
    }

    private static void expect(Part source, String events) {
        String found = source.text("events");
        if (!found.equals(events)) {
            source.refuse("events must be '%s', found '%s'".formatted(events, found));
        }
    }

    private static Json queries(Part good, Part total) {
        Map<String, Json> queries = new LinkedHashMap<>();
        String url = good.text("url");
        if (!total.text("url").equals(url)) {
            total.refuse("good and total must be asked of the same Prometheus");
        }
        queries.put("url", Json.text(url));
        queries.put("good", Json.text(good.text("query")));
        queries.put("total", Json.text(total.text("query")));
        good.end();
        total.end();
        return Json.object(Map.of("prometheus", Json.object(queries)));
    }

    private static void objective(Part spec, Map<String, Json> slo) {
        String method = spec.text("budgetingMethod");
        Part objective = spec.only("objectives");
        slo.put("objective", Json.text(target(objective)));
        switch (method) {
            case "Occurrences" -> {}
            case "Timeslices" -> {
                Map<String, Json> slices = new LinkedHashMap<>();
                slices.put("slice", Json.text(objective.text("timeSliceWindow")));
                slices.put(
                        "good",
                        Json.text(percent(objective.text("timeSliceTarget"), 0, objective)));
                slo.put("timeSlices", Json.object(slices));
            }
            default ->
                    objective.refuse(
                            "the budgeting method '%s' cannot be said in Kiban (it can be Occurrences or Timeslices)"
                                    .formatted(method));
        }
        objective.end();
    }

    private static String target(Part objective) {
        return objective.has("targetPercent")
                ? percent(objective.text("targetPercent"), DIGITS_OF_A_PERCENT, objective)
                : percent(objective.text("target"), 0, objective);
    }

    /// @param digits by which the number is larger than the share
    private static String percent(String number, int digits, Part part) {
        try {
            return new Share(new BigDecimal(number).movePointRight(9 - digits).longValueExact())
                    .toString();
        } catch (ArithmeticException | IllegalArgumentException _) {
            part.refuse("'%s' is no share that can be said exactly".formatted(number));
            return "";
        }
    }

    private static Json period(Part window) {
        String duration = window.text("duration");
        boolean rolling = window.text("isRolling").equals("true");
        Matcher parts = DURATION.matcher(duration);
        Map<String, Json> period = new LinkedHashMap<>();
        if (!parts.matches()) {
            window.refuse("'%s' is no duration".formatted(duration));
        } else if (rolling) {
            days(Integer.parseInt(parts.group(1)), parts.group(2))
                    .ifPresentOrElse(
                            days -> period.put("rolling", Json.text(days + "d")),
                            () ->
                                    window.refuse(
                                            "a rolling period of %s is not whole days"
                                                    .formatted(duration)));
        } else {
            calendar(duration, window, period);
        }
        window.end();
        return Json.object(period);
    }

    private static Optional<Integer> days(int count, String unit) {
        return switch (unit) {
            case "d" -> Optional.of(count);
            case "w" -> Optional.of(count * DAYS_OF_A_WEEK);
            case "h" ->
                    count % HOURS_OF_A_DAY == 0
                            ? Optional.of(count / HOURS_OF_A_DAY)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static void calendar(String duration, Part window, Map<String, Json> period) {
        Part calendar = window.part("calendar");
        String start = calendar.text("startTime");
        String zone = calendar.text("timeZone");
        calendar.end();
        String first =
                switch (duration) {
                    case "1M" -> "[0-9]{4}-[0-9]{2}-01 00:00:00";
                    case "1Q", "3M" -> "[0-9]{4}-(01|04|07|10)-01 00:00:00";
                    default -> "";
                };
        if (!start.matches(first)) {
            window.refuse(
                    "only months from their first day, and quarters from January, April, July or October, can be said; not %s from %s"
                            .formatted(duration, start));
        }
        period.put("calendar", Json.text(duration.equals("1M") ? "month" : "quarter"));
        period.put("zone", Json.text(zone));
    }
}
