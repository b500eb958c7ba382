package dev.kiban.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value, for documents that we write now and then: reports, schemas. Requests do not pass
/// through here.
///
/// ```java
/// Json.object(Map.of("problems", Json.array(List.of()))).print();
/// ```
public sealed interface Json {

    /// Members in the order of the map's iteration.
    static Json object(Map<String, Json> members) {
        return new JsonObject(members);
    }

    static Json array(List<Json> elements) {
        return new JsonArray(elements);
    }

    static Json text(String value) {
        return new JsonText(value);
    }

    static Json texts(List<String> values) {
        return array(values.stream().map(Json::text).toList());
    }

    static Json number(long value) {
        return new JsonNumber(value);
    }

    static Json bool(boolean value) {
        return new JsonBoolean(value);
    }

    /// A value that somebody else has written as JSON, printed as it is.
    static Json written(String json) {
        return new JsonWritten(json);
    }

    /// A small document, read as it is.
    ///
    /// @throws IllegalArgumentException if it is no JSON
    static Json read(String text) {
        return JsonReader.read(text);
    }

    /// The value as indented text, two spaces a level; short arrays of plain values on one line.
    default String print() {
        StringBuilder out = new StringBuilder();
        JsonPrinter.print(this, "\n", out);
        return out.append('\n').toString();
    }

    /// Members by name.
    record JsonObject(Map<String, Json> members) implements Json {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /// Elements in order.
    record JsonArray(List<Json> elements) implements Json {
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /// Text, without quotes or escapes.
    record JsonText(String value) implements Json {}

    /// A whole number.
    record JsonNumber(long value) implements Json {}

    /// JSON as it is.
    record JsonWritten(String json) implements Json {}

    /// True or false.
    record JsonBoolean(boolean value) implements Json {}
}
