package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static dev.kiban.transcode.TestSchemas.SHELF;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a body may not change, and what it is noted to have set.
class BodyWatchTest {

    private static final TextToWire TEXTS = new TextToWire(TestSchemas.SCHEMA, Limits.DEFAULT);

    @Test
    void dropsWhatTheUrlHasSetToTheSameValue() {
        assertThat(read("{\"i64\":\"42\",\"i32\":1}", "i64", "42")).isEqualTo("{\"i32\":1}");
        assertThat(read("{\"i64\":4.2e1}", "i64", "42")).isEqualTo("{}");
        assertThat(read("{\"i64\":0}", "i64", "0")).isEqualTo("{}");
        assertThat(read("{\"text\":\"\"}", "text", "")).isEqualTo("{}");
        assertThat(read("{\"book\":{\"id\":7,\"title\":\"x\"}}", "book.id", "7"))
                .isEqualTo("{\"book\":{\"title\":\"x\"}}");
        assertThat(read("{\"book\":{\"genre\":1}}", "book.genre", "NOVEL"))
                .isEqualTo("{\"book\":{}}");
        assertThat(read("{\"i64\":null,\"book\":null}", "i64", "42")).isEqualTo("{}");
        assertThat(read("{\"time\":\"2026-01-01T09:00:00+09:00\"}", "time", "2026-01-01T00:00:00Z"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i64 | {\"i64\":43} | i64: the URL has already set this field, to another value",
                "book.id | {\"book\":{\"id\":43}} | book.id: the URL has already set this field, to another value",
                "number | {\"word\":\"x\"} | word: the URL has already set 'number', and only one of the two can be set",
                "chosen.id | {\"number\":1} | number: the URL has already set 'chosen', and only one of the two can be set",
                "int64_value.value | {\"int64Value\":42} | int64Value: the URL has already set a part of this field"
            })
    void refusesWhatTheUrlHasSetToAnotherValue(String path, String json, String message) {
        assertThat(Codec.refusal(() -> read(json, path, "42"))).isEqualTo(message);
    }

    @Test
    void requiresNothingThatTheUrlHasSet() {
        MessageType type = TestSchemas.official("proto2.TestAllRequiredTypesProto2");
        BoundFields bound = bound(type, "required_int32", "1");
        ByteSink sink = new ByteSink(1000);

        String refusal =
                Codec.refusal(
                        () ->
                                reader().message(
                                                type,
                                                Slice.utf8("{}"),
                                                BodyWatch.bound(bound),
                                                sink));

        assertThat(refusal).isEqualTo("requiredInt64: the field is required");
    }

    private static String read(String json, String path, String text) {
        ByteSink sink = new ByteSink(1000);
        reader().message(ALL, Slice.utf8(json), BodyWatch.bound(bound(ALL, path, text)), sink);
        return Codec.toJson(ALL, sink.toByteArray());
    }

    private static BoundFields bound(MessageType type, String path, String text) {
        FieldPath field = type.path(path).orElseThrow();
        ByteSink wire = new ByteSink(1000);
        TEXTS.field(field, Slice.utf8(text), wire);
        BoundFields bound = new BoundFields();
        bound.bind(field, wire.slice());
        return bound;
    }

    private static JsonToWire reader() {
        return new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);
    }

    @Test
    void notesTheLeavesThatTheBodySets() {
        String json =
                """
                {"i32": 0, "book": {"id": 1, "title": null, "published": "2026-01-01T00:00:00Z"}, "child": {"book": {}, "child": {"i64": 1}},
                 "texts": ["a"], "books": [{"id": 1}], "labels": {"a": "b"}, "struct": {"a": {"b": 1}}, "int64Value": 1, "maybe": null,
                 "any": {"@type": "x/kiban.test.Book", "id": 1}, "snakeCaseName": "x", "empty": {}}""";

        assertThat(paths(ALL, json))
                .containsExactly(
                        "i32",
                        "book.id",
                        "book.title",
                        "book.published",
                        "child.book",
                        "child.child.i64",
                        "texts",
                        "books",
                        "labels",
                        "struct",
                        "int64_value",
                        "maybe",
                        "any",
                        "snake_case_name",
                        "empty");
    }

    private static List<String> paths(MessageType type, String json) {
        PresentPaths paths = new PresentPaths();
        reader().message(
                        type,
                        Slice.utf8(json),
                        BodyWatch.NONE.recording(paths),
                        new ByteSink(1000));
        return paths.paths();
    }

    @Test
    void notesNothingUnlessAsked() {
        reader().message(ALL, Slice.utf8("{\"i32\":1}"), BodyWatch.NONE, new ByteSink(1000));

        assertThat(BodyWatch.NONE.present().paths()).isEmpty();
    }

    @Test
    void notesTheFieldThatIsReadAlone() {
        PresentPaths paths = new PresentPaths();

        reader().field(
                        ALL,
                        17,
                        Slice.utf8("{\"id\":1}"),
                        BodyWatch.NONE.recording(paths),
                        new ByteSink(1000));

        assertThat(paths.paths()).containsExactly("book.id");
    }

    @Test
    void listsNoMoreFieldsThanAnUpdateMaskShouldHave() {
        int count = ALL.descriptor().getFields().size();

        assertThat(paths(ALL, nulls(1000 / count))).hasSize(1000 / count * (count - 1) + 1);
        assertThat(Codec.refusal(() -> paths(ALL, nulls(1000 / count + 3))))
                .endsWith("the body sets more than 1000 fields, too many for an update mask");
    }

    /// All fields of `All`, set to null, on so many levels.
    private static String nulls(int levels) {
        String level =
                ALL.descriptor().getFields().stream()
                        .filter(field -> !field.getName().equals("child"))
                        .map(field -> "\"" + field.getName() + "\":null,")
                        .collect(Collectors.joining("", "{", "\"child\":"));
        return level.repeat(levels) + "null" + "}".repeat(levels);
    }

    @Test
    void listsNoPathsThatAreTooLongForAnUpdateMask() {
        MessageType type = TestSchemas.official("proto3.TestAllTypesProto3");
        String json = "{\"recursiveMessage\":".repeat(150) + "{}" + "}".repeat(150);
        JsonToWire reader =
                new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, new Limits(200, 10_000));
        BodyWatch watch = BodyWatch.NONE.recording(new PresentPaths());

        String refusal =
                Codec.refusal(
                        () -> reader.message(type, Slice.utf8(json), watch, new ByteSink(10_000)));

        assertThat(refusal).endsWith("the path of the field is too long for an update mask");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "nope",
                "book.",
                "book.nope",
                "texts.x",
                "books.id",
                "labels.a",
                "i32.x"
            })
    void knowsNoPathThroughAnythingButSingularMessages(String path) {
        assertThat(SHELF.path("id")).isPresent();
        assertThat(ALL.path(path)).isEmpty();
    }
}
