package dev.kiban.transcode.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// JSON of a `gwcases.v1.All`, with fields that a query can set. Not made of jqwik's combinators:
/// these keep so much for shrinking that a long run fills the memory.
final class RandomMessage {
    private static final String CHARACTERS = "ab /%+&=#?é€\n\"\\[]一😀";

    private record Field(String name, Function<Random, JsonElement> value) {}

    private static final List<Field> FIELDS =
            List.of(
                    new Field("name", RandomMessage::string),
                    new Field("names", random -> list(random, RandomMessage::string)),
                    new Field("i32", random -> new JsonPrimitive(random.nextInt())),
                    new Field("pageSize", random -> new JsonPrimitive(random.nextInt())),
                    new Field("i64", random -> new JsonPrimitive("" + random.nextLong())),
                    new Field("i64w", random -> new JsonPrimitive("" + random.nextLong())),
                    new Field("u32", random -> new JsonPrimitive(random.nextInt() & 0xFFFF_FFFFL)),
                    new Field(
                            "u64",
                            random -> new JsonPrimitive(Long.toUnsignedString(random.nextLong()))),
                    new Field("flag", random -> new JsonPrimitive(random.nextBoolean())),
                    new Field("bw", random -> new JsonPrimitive(random.nextBoolean())),
                    new Field("d", random -> new JsonPrimitive(random.nextGaussian())),
                    new Field("data", random -> oneOf(random, "AQI=", "+/+/", "")),
                    new Field("color", RandomMessage::color),
                    new Field("colors", random -> list(random, RandomMessage::color)),
                    new Field(
                            "ts",
                            random ->
                                    oneOf(
                                            random,
                                            "2024-02-29T12:00:00Z",
                                            "1999-01-01T00:00:00.000001Z")),
                    new Field("dur", random -> oneOf(random, "1.5s", "-3s", "0s")),
                    new Field("mask", random -> oneOf(random, "name", "name,child.pageSize")),
                    new Field("sw", RandomMessage::string),
                    new Field("page_token", RandomMessage::string),
                    new Field("note", RandomMessage::string),
                    new Field("labels", RandomMessage::map));

    private RandomMessage() {}

    /// A message with some of its fields.
    static JsonObject all(Random random) {
        JsonObject message = new JsonObject();
        for (Field field : FIELDS) {
            if (random.nextInt(4) == 0) {
                message.add(field.name(), field.value().apply(random));
            }
        }
        return message;
    }

    /// Text that can be one segment of a path.
    static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        int[] characters = CHARACTERS.codePoints().toArray();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.insert(
                    random.nextInt(2) * text.length(),
                    Character.toString(characters[random.nextInt(characters.length)]));
        }
        return text.toString();
    }

    private static JsonElement string(Random random) {
        return new JsonPrimitive(text(random));
    }

    private static JsonElement color(Random random) {
        return oneOf(random, "RED", "GREEN", "COLOR_UNSPECIFIED");
    }

    private static JsonElement oneOf(Random random, String... values) {
        return new JsonPrimitive(values[random.nextInt(values.length)]);
    }

    private static JsonElement list(Random random, Function<Random, JsonElement> element) {
        JsonArray list = new JsonArray();
        for (int size = 1 + random.nextInt(3); size > 0; size--) {
            list.add(element.apply(random));
        }
        return list;
    }

    private static JsonElement map(Random random) {
        JsonObject map = new JsonObject();
        for (int size = 1 + random.nextInt(3); size > 0; size--) {
            map.addProperty(text(random), text(random));
        }
        return map;
    }
}
