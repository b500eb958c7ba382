package dev.kiban.slo.export;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.Json.JsonArray;
import dev.kiban.kernel.Json.JsonObject;
import java.util.stream.Collectors;

/// Writes values as YAML, with text in quotes where YAML could take it for something else.
final class YamlText {
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9_.-]*";
    private static final String SPECIAL = "(?i)y|n|yes|no|on|off|true|false|null|nan";

    private YamlText() {}

    /// A mapping, one key a line.
    static String print(JsonObject object) {
        StringBuilder out = new StringBuilder();
        mapping(object, "", out);
        return out.toString();
    }

    /// A list under a key, as it stands in a service's `spec`.
    static String print(String key, JsonArray elements) {
        StringBuilder out = new StringBuilder(key).append(":\n");
        list(elements, "  ", out);
        return out.toString();
    }

    private static void mapping(JsonObject object, String indent, StringBuilder out) {
        object.members()
                .forEach(
                        (key, value) -> {
                            out.append(indent).append(text(key)).append(':');
                            value(value, indent, out);
                        });
    }

    private static void value(Json value, String indent, StringBuilder out) {
        switch (value) {
            case JsonObject(var members) when members.isEmpty() -> out.append(" {}\n");
            case JsonObject object -> {
                out.append('\n');
                mapping(object, indent + "  ", out);
            }
            case JsonArray(var elements)
                    when elements.stream().anyMatch(JsonObject.class::isInstance) -> {
                out.append('\n');
                list(new JsonArray(elements), indent + "  ", out);
            }
            default -> out.append(' ').append(flow(value)).append('\n');
        }
    }

    private static void list(JsonArray array, String indent, StringBuilder out) {
        for (Json element : array.elements()) {
            StringBuilder inner = new StringBuilder();
            if (element instanceof JsonObject object) {
                mapping(object, indent + "  ", inner);
            } else {
                inner.append(indent).append("  ").append(flow(element)).append('\n');
            }
            out.append(indent).append("- ").append(inner.substring(indent.length() + 2));
        }
    }

    private static String flow(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> text(text);
            case JsonArray(var elements) ->
                    elements.stream()
                            .map(YamlText::flow)
                            .collect(Collectors.joining(", ", "[", "]"));
            case JsonObject(var members) ->
                    members.entrySet().stream()
                            .map(e -> text(e.getKey()) + ": " + flow(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Json.JsonNumber _, Json.JsonBoolean _, Json.JsonWritten _ -> value.print().strip();
        };
    }

    private static String text(String value) {
        boolean plain = value.matches(PLAIN) && !value.matches(SPECIAL);
        return plain ? value : Json.text(value).print().strip();
    }
}
