package dev.kiban.kernel;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes [Json] as text for people to read.
final class JsonPrinter {
    private static final int MAX_ELEMENTS_ON_A_LINE = 12;

    private JsonPrinter() {}

    /// @param lineBreak a line break and the indentation of the value's own line
    static void print(Json value, String lineBreak, StringBuilder out) {
        switch (value) {
            case Json.JsonObject(var members) -> printMembers(members, lineBreak, out);
            case Json.JsonArray(var elements) -> printElements(elements, lineBreak, out);
            case Json.JsonText(var text) -> printText(text, out);
            case Json.JsonNumber(var number) -> out.append(number);
            case Json.JsonBoolean(var bool) -> out.append(bool);
            case Json.JsonWritten(var json) -> out.append(json);
        }
    }

    private static void printMembers(
            Map<String, Json> members, String lineBreak, StringBuilder out) {
        if (members.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = lineBreak + "  ";
        String separator = "{";
        for (Map.Entry<String, Json> member : members.entrySet()) {
            out.append(separator).append(inner);
            printText(member.getKey(), out);
            out.append(": ");
            print(member.getValue(), inner, out);
            separator = ",";
        }
        out.append(lineBreak).append('}');
    }

    private static void printElements(List<Json> elements, String lineBreak, StringBuilder out) {
        boolean oneLine =
                elements.size() <= MAX_ELEMENTS_ON_A_LINE
                        && elements.stream().allMatch(JsonPrinter::isPlain);
        String inner = oneLine ? "" : lineBreak + "  ";
        String space = oneLine ? " " : "";
        out.append('[');
        Iterator<Json> iterator = elements.iterator();
        while (iterator.hasNext()) {
            out.append(inner);
            print(iterator.next(), inner, out);
            if (iterator.hasNext()) {
                out.append(',').append(space);
            }
        }
        out.append(oneLine ? "" : lineBreak).append(']');
    }

    private static boolean isPlain(Json value) {
        return !(value instanceof Json.JsonObject || value instanceof Json.JsonArray);
    }

    private static void printText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> printCharacter(c, out);
            }
        }
        out.append('"');
    }

    /// Control characters and half surrogate pairs would not survive UTF-8 or a terminal.
    private static void printCharacter(char c, StringBuilder out) {
        if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
            return;
        }
        out.append(c);
    }
}
