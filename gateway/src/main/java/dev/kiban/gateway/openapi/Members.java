package dev.kiban.gateway.openapi;

import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// The members of an object, one after the other.
final class Members {
    private final Map<String, Json> members = new LinkedHashMap<>();

    static Members of(String name, String text) {
        return new Members().and(name, text);
    }

    Members and(String name, String text) {
        return and(name, Json.text(text));
    }

    Members and(String name, Json value) {
        members.put(name, value);
        return this;
    }

    /// Left out if it has nothing to say.
    Members unlessEmpty(String name, String text) {
        return text.isEmpty() ? this : and(name, text);
    }

    Json json() {
        return Json.object(members);
    }
}
