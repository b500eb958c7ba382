package dev.kiban.slo.export;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/// Pieces of PromQL.
final class Promql {
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private Promql() {}

    /// Text as PromQL writes it.
    static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /// A pattern, as text, that matches these values and no other.
    static String anyOf(Collection<String> values) {
        return text(values.stream().map(Promql::literally).collect(Collectors.joining("|")));
    }

    private static String literally(String value) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (SPECIAL.indexOf(letter) >= 0) {
                pattern.append('\\');
            }
            pattern.append(letter);
        }
        return pattern.toString();
    }

    /// A time in the largest unit that tells it whole: `5m`, `6h`, `3d`.
    static String time(Duration time) {
        if (time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + "d";
        }
        if (time.equals(Duration.ofHours(time.toHours()))) {
            return time.toHours() + "h";
        }
        return time.toMinutes() + "m";
    }
}
