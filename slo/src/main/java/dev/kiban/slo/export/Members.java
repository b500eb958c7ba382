package dev.kiban.slo.export;

import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON object in the making: members stay in the order in which they are added, so that the same
/// definitions always give the same text.
final class Members {
    private final Map<String, Json> members = new LinkedHashMap<>();

    Members add(String name, Json value) {
        members.put(name, value);
        return this;
    }

    Members add(String name, String value) {
        return add(name, Json.text(value));
    }

    Members add(String name, long value) {
        return add(name, Json.number(value));
    }

    Members add(String name, boolean value) {
        return add(name, Json.bool(value));
    }

    Members add(String name, Members value) {
        return add(name, value.json());
    }

    Members add(String name, List<Members> values) {
        return add(name, Json.array(values.stream().map(Members::json).toList()));
    }

    Json json() {
        return Json.object(members);
    }
}
