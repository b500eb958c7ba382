package dev.kiban.fleamarket.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Just enough JSON to write: the monolith is older than its taste for libraries.
final class Json {

    /// A piece of JSON text; its `toString` is the text.
    record Value(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private Json() {}

    /// @param namesAndValues a name, its value, the next name, and so on
    static Value object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Value(
                members.entrySet().stream()
                        .map(member -> quoted(member.getKey()) + ":" + text(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static String text(Object value) {
        return switch (value) {
            case Value json -> json.text();
            case Number number -> number.toString();
            case List<?> list ->
                    list.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
