package dev.kiban.app.proof;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The members of a JSON object, each of which must be taken: an expectation that nobody reads
/// would pass whatever happens.
final class Fields {

    private final String where;
    private final JsonObject object;
    private final Set<String> left;

    Fields(String where, JsonElement json) {
        this.where = where;
        this.object = json.getAsJsonObject();
        this.left = new TreeSet<>(object.keySet());
    }

    Optional<JsonElement> take(String name) {
        left.remove(name);
        return Optional.ofNullable(object.get(name));
    }

    Optional<String> text(String name) {
        return take(name).map(JsonElement::getAsString);
    }

    boolean flag(String name) {
        return take(name).map(JsonElement::getAsBoolean).orElse(false);
    }

    List<JsonElement> list(String name) {
        return take(name).map(json -> json.getAsJsonArray().asList()).orElse(List.of());
    }

    List<String> texts(String name) {
        return list(name).stream().map(JsonElement::getAsString).toList();
    }

    /// The members of an object of strings.
    List<Header> headers(String name) {
        return take(name)
                .map(json -> json.getAsJsonObject().entrySet().stream())
                .orElseGet(java.util.stream.Stream::empty)
                .map(entry -> new Header(entry.getKey(), entry.getValue().getAsString()))
                .toList();
    }

    Optional<Fields> object(String name) {
        return take(name).map(json -> new Fields(where + "." + name, json));
    }

    /// What is for human readers only.
    Fields prose(String... names) {
        left.removeAll(List.of(names));
        return this;
    }

    void done() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(where + " has members that nothing reads: " + left);
        }
    }
}
