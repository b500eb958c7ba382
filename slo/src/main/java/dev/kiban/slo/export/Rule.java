package dev.kiban.slo.export;

import dev.kiban.kernel.Json;
import java.util.Map;
import java.util.stream.Collectors;

/// One rule of Prometheus: a series that it records, or an alert.
sealed interface Rule {

    /// The rule in YAML, as an element of a group.
    String print();

    /// A series.
    record Series(String name, String query, Map<String, String> labels) implements Rule {

        @Override
        public String print() {
            return "      - record: %s%n%s%s"
                    .formatted(name, expression(query), members("labels", labels));
        }
    }

    /// An alert.
    record Alert(
            String name, String query, Map<String, String> labels, Map<String, String> annotations)
            implements Rule {

        @Override
        public String print() {
            return "      - alert: %s%n%s%s%s"
                    .formatted(
                            name,
                            expression(query),
                            members("labels", labels),
                            members("annotations", annotations));
        }
    }

    /// Text of users as a template that gives just this text.
    static String asTemplate(String text) {
        return text.replace("{{", "{{\"{{\"}}");
    }

    private static String expression(String query) {
        return "        expr: |-%n%s%n".formatted(query.indent(10).stripTrailing());
    }

    /// All values in quotes: a service may be called `no`, or `12`.
    private static String members(String key, Map<String, String> members) {
        return members.entrySet().stream()
                .map(
                        member ->
                                "          %s: %s%n"
                                        .formatted(member.getKey(), quoted(member.getValue())))
                .collect(Collectors.joining("", "        %s:%n".formatted(key), ""));
    }

    private static String quoted(String value) {
        return Json.text(value).print().strip();
    }
}
