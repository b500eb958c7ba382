package dev.kiban.slo.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A test of rules in the words of promtool: what the gateway's metrics said, a value a minute, and
/// what must follow.
final class Trial {
    static final String VALID =
            "kiban_gateway_request_duration_seconds_count{service=\"item\",route=\"/\",method=\"GET\"}";
    static final String BAD =
            "kiban_gateway_request_errors_total{service=\"item\",route=\"/\",method=\"GET\"}";
    static final String GATEWAY = "kiban_gateway_plan_generation";

    private final List<String> series = new ArrayList<>();
    private final List<String> expectations = new ArrayList<>();

    /// @param values in promtool's notation
    Trial given(String name, String values) {
        series.add("      - series: '%s'%n        values: '%s'%n".formatted(name, values));
        return this;
    }

    Trial expect(int minute, String query, String value) {
        expectations.add(
                """
                      - expr: '%s'
                        eval_time: %dm
                        exp_samples: [{value: %s}]
                """
                        .formatted(query, minute, value));
        return this;
    }

    Trial expectNothing(int minute, String query) {
        expectations.add("      - expr: '%s'%n        eval_time: %dm%n".formatted(query, minute));
        return this;
    }

    /// That exactly one tier tells people.
    Trial expectFiring(int minute, String tier) {
        return expect(minute, "count(%s)".formatted(firing(tier)), "1")
                .expect(minute, "count(%s)".formatted(firing(".*")), "1");
    }

    Trial expectQuiet(int minute) {
        return expectNothing(minute, firing(".*"));
    }

    private static String firing(String tier) {
        return "ALERTS{alertname=\"KibanSloBurn\",alertstate=\"firing\",tier=~\"%s\"}"
                .formatted(tier);
    }

    String print() {
        return """
               rule_files: [rules.yaml]
               evaluation_interval: 1m
               tests:
                 - interval: 1m
                   input_series:
               %s    promql_expr_test:
               %s"""
                .formatted(
                        String.join("", series),
                        expectations.stream().collect(Collectors.joining()));
    }
}
