package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;

/// Knows the ways in which YAML takes something else for the text that was meant.
final class Misquoted {
    private Misquoted() {}

    /// What to do so that the value is read as text; empty if quotes would not help.
    static String hint(Yaml value, TextRule rule) {
        if (!(value instanceof Yaml.Scalar(ScalarType type, String text, _))) {
            return "";
        }
        return switch (type) {
            case TEXT -> "";
            case INTEGER, NUMBER, BOOLEAN ->
                    rule.matches(text) ? ": write \"%s\" in quotes".formatted(text) : "";
            case NOTHING -> rule.matches("#") ? ": text that starts with # needs quotes" : "";
        };
    }
}
