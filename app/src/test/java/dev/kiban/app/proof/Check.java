package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One thing that an answer must show.
sealed interface Check {

    void of(Answer answer);

    record StatusIn(Set<Integer> allowed) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.status()).as(answer.toString()).isIn(allowed);
        }
    }

    /// The body is complete, as its framing promised; or it is cut, so that no client takes it for
    /// complete.
    record Whole(boolean expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.whole()).as("complete body: " + answer).isEqualTo(expected);
        }
    }

    record ContentType(String expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.contentType()).as(answer.toString()).isEqualTo(expected);
        }
    }

    record HeaderPresent(String name) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.header(name)).as(name + " in " + answer).isPresent();
        }
    }

    record HeaderAbsent(String name) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.header(name)).as(name + " in " + answer).isEmpty();
        }
    }

    record HeaderIs(String name, String expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.header(name)).as(name + " in " + answer).contains(expected);
        }
    }

    record Text(String expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.text()).isEqualTo(expected);
        }
    }

    record TextContains(String expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(answer.text()).contains(expected);
        }
    }

    record Json(JsonElement expected, boolean ignoreDefaults) implements Check {
        @Override
        public void of(Answer answer) {
            JsonElement found = parse(answer.text());
            assertThat(ignoreDefaults ? withoutDefaults(found) : found).isEqualTo(expected);
        }
    }

    record JsonSubset(JsonObject expected) implements Check {
        @Override
        public void of(Answer answer) {
            JsonObject found = parse(answer.text()).getAsJsonObject();
            expected.asMap()
                    .forEach(
                            (name, value) ->
                                    assertThat(found.get(name))
                                            .as(name + " in " + found)
                                            .isEqualTo(value));
        }
    }

    record JsonAbsent(String member) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(parse(answer.text()).getAsJsonObject().keySet()).doesNotContain(member);
        }
    }

    /// One JSON value a line.
    record Lines(List<JsonElement> expected, boolean ignoreDefaults) implements Check {
        @Override
        public void of(Answer answer) {
            List<JsonElement> found = answer.text().lines().map(Check::parse).toList();
            List<JsonElement> compared =
                    ignoreDefaults ? found.stream().map(Check::withoutDefaults).toList() : found;
            assertThat(compared).isEqualTo(expected);
        }
    }

    /// The data of server-sent events.
    record Events(List<JsonElement> expected) implements Check {
        @Override
        public void of(Answer answer) {
            List<JsonElement> found =
                    answer.text()
                            .lines()
                            .filter(line -> line.startsWith("data:"))
                            .map(line -> parse(line.substring("data:".length())))
                            .toList();
            assertThat(found).isEqualTo(expected);
        }
    }

    /// A protobuf body.
    record Message(DynamicMessage expected) implements Check {
        @Override
        public void of(Answer answer) {
            assertThat(Messages.read(expected.getDescriptorForType(), answer.body().toByteArray()))
                    .isEqualTo(expected);
        }
    }

    /// One JSON value and nothing else, by the letter: gson alone would take `NaN` and single
    /// quotes.
    private static JsonElement parse(String text) {
        try {
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            assertThat(reader.peek())
                    .as("after the JSON of " + text)
                    .isEqualTo(JsonToken.END_DOCUMENT);
            return json;
        } catch (IOException | JsonParseException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /// Drops what proto3 JSON may leave out.
    private static JsonElement withoutDefaults(JsonElement json) {
        return switch (json) {
            case JsonArray array -> {
                JsonArray kept = new JsonArray();
                array.forEach(element -> kept.add(withoutDefaults(element)));
                yield kept;
            }
            case JsonObject object -> {
                JsonObject kept = new JsonObject();
                for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                    if (!isDefault(member.getValue())) {
                        kept.add(member.getKey(), withoutDefaults(member.getValue()));
                    }
                }
                yield kept;
            }
            default -> json;
        };
    }

    private static boolean isDefault(JsonElement json) {
        return switch (json) {
            case JsonArray array -> array.isEmpty();
            case JsonPrimitive value -> Set.of("", "0", "false").contains(value.getAsString());
            default -> json.isJsonNull();
        };
    }
}
