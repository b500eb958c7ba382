package dev.kiban.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The known answers of the field: `pace.json`.
public final class Cases {
    private static final JsonObject FILE = file();

    private Cases() {}

    /// Groups of cases, and what is said about them.
    static Stream<String> groups() {
        return FILE.keySet().stream();
    }

    /// The cases of a group.
    public static Stream<JsonObject> of(String group) {
        return FILE.getAsJsonArray(group).asList().stream().map(JsonElement::getAsJsonObject);
    }

    /// A test for each case of a group.
    public static Stream<DynamicTest> each(String group, Consumer<JsonObject> check) {
        return of(group)
                .map(
                        known ->
                                DynamicTest.dynamicTest(
                                        known.get("id").getAsString(), () -> check.accept(known)));
    }

    /// The objects of a list.
    public static Stream<JsonObject> list(JsonObject known, String name) {
        JsonArray all = known.getAsJsonArray(name);
        return all.asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static JsonObject file() {
        try (InputStream in = Cases.class.getResourceAsStream("pace.json")) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return JsonParser.parseString(new String(bytes, UTF_8)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
