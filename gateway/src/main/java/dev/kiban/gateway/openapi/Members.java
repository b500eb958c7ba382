package dev.kiban.gateway.openapi;

import dev.kiban.kernel.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The members of an object, one after the other.
final class Members {
    private final Map<String, Json> members = new LinkedHashMap<>();

    static Members of(String name, String text) {
        return new Members().and(name, text);
    }

    /// The members of an object, to go on from.
    static Members of(Json object) {
        Members copy = new Members();
        if (object instanceof Json.JsonObject(Map<String, Json> members)) {
            copy.members.putAll(members);
        }
        return copy;
    }

    /// Texts with an empty line between; those that are empty are left out.
    static String paragraphs(String... texts) {
        return Arrays.stream(texts)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
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
