package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static dev.kiban.transcode.TestSchemas.SHELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.JsonOptions.FieldNames;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonToWireTest {

    private static final JsonOptions IGNORING = JsonOptions.DEFAULT.with(UnknownFields.IGNORE);

    @Test
    void readsNestedMessagesListsAndScalars() {
        String json =
                """
                {"id": "42", "theme": "日本\\u8a9e \\"x\\"", "books": [
                  {"id": 1, "title": "Botchan", "genre": "NOVEL", "price": 12.5, "quotes": ["a", "b"]},
                  {"id": 1e2, "genre": 300}
                ]}""";

        assertThat(Codec.toWire(SHELF, json)).isEqualTo(Oracle.wire(SHELF, json));
    }

    @Test
    void acceptsJsonNamesAndProtoNames() {
        assertThat(Codec.again(ALL, "{\"snake_case_name\":\"a\",\"renamed\":\"b\"}"))
                .isEqualTo("{\"snakeCaseName\":\"a\",\"other-name\":\"b\"}");
        assertThat(Codec.again(ALL, "{\"snakeCaseName\":\"a\",\"other-name\":\"b\"}"))
                .isEqualTo("{\"snakeCaseName\":\"a\",\"other-name\":\"b\"}");
    }

    @Test
    void acceptsNamesWithEscapes() {
        assertThat(Codec.again(ALL, "{\"\\u0069\\u00332\":7}")).isEqualTo("{\"i32\":7}");
    }

    @Test
    void acceptsExtensionsByTheirFullNames() {
        MessageType type = TestSchemas.official("proto2.TestAllTypesProto2");

        assertThat(Codec.again(type, "{\"[protobuf_test_messages.proto2.extension_int32]\":5}"))
                .isEqualTo("{\"[protobuf_test_messages.proto2.extension_int32]\":5}");
    }

    @Test
    void namesTheFieldThatItRefuses() {
        assertThat(Codec.refusal(SHELF, "{\"books\": [{}, {\"id\": \"abc\"}]}"))
                .isEqualTo("books[1].id: 'abc' is not an int64");
        assertThat(Codec.refusal(ALL, "{\"booksByName\":{\"x\":{\"quotes\":[\"a\",1]}}}"))
                .isEqualTo("booksByName['x'].quotes[1]: '1' is not a string");
    }

    @Test
    void namesFieldsAsTheRouteDoes() {
        JsonOptions options = JsonOptions.DEFAULT.with(FieldNames.PROTO);

        String refusal = Codec.refusal(() -> Codec.toWire(ALL, "{\"snakeCaseName\":1}", options));

        assertThat(refusal).isEqualTo("snake_case_name: '1' is not a string");
    }

    @Test
    void cutsLongValuesInRefusals() {
        String refusal = Codec.refusal(ALL, "{\"i32\":\"" + "x".repeat(1000) + "\"}");

        assertThat(refusal).isEqualTo("i32: '" + "x".repeat(40) + "…' is not an int32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"i32\":{}} | i32: an object is not an int32",
                "{\"i32\":[1]} | i32: a list is not an int32",
                "{\"text\":7} | text: '7' is not a string",
                "{\"flag\":\"true\"} | flag: 'true' is not true or false",
                "{\"genre\":\"FARCE\"} | genre: 'FARCE' is not a value of kiban.test.Genre",
                "{\"book\":7} | book: '7' is not an object",
                "{\"texts\":\"a\"} | texts: 'a' is not a list",
                "{\"texts\":[null]} | texts[0]: 'null' is not a string",
                "{\"labels\":{\"a\":null}} | labels['a']: 'null' is not a string",
                "{\"nope\":1} | no field 'nope' in kiban.test.All",
                "{\"book\":{\"nope\":1}} | book: no field 'nope' in kiban.test.Book"
            })
    void saysWhatIsWrong(String json, String message) {
        assertThat(Codec.refusal(ALL, json)).isEqualTo(message);
    }

    @Test
    void refusesAFieldThatComesTwice() {
        assertThat(Codec.refusal(ALL, "{\"i32\":1,\"i32\":1}"))
                .isEqualTo("i32: the field comes twice");
        assertThat(Codec.refusal(ALL, "{\"snakeCaseName\":\"\",\"snake_case_name\":\"\"}"))
                .isEqualTo("snakeCaseName: the field comes twice");
        assertThat(Codec.refusal(ALL, "{\"int64Values\":[],\"int64Values\":[]}"))
                .as("a field beyond the first 64")
                .isEqualTo("int64Values: the field comes twice");
    }

    @Test
    void refusesTwoMembersOfAOneof() {
        assertThat(Codec.refusal(ALL, "{\"word\":\"a\",\"number\":1}"))
                .isEqualTo("number: another field of the same oneof is set already");
        assertThat(Codec.refusal(ALL, "{\"nothing\":null,\"number\":1}"))
                .isEqualTo("number: another field of the same oneof is set already");
    }

    @Test
    void takesNullForAnAbsentField() {
        assertThat(
                        Codec.toWire(
                                ALL,
                                "{\"i32\":null,\"texts\":null,\"labels\":null,\"book\":null,\"word\":null,\"number\":\"1\"}"))
                .isEqualTo(Oracle.wire(ALL, "{\"number\":\"1\"}"));
    }

    @Test
    void keepsZeroOnlyWhereThereIsPresence() {
        assertThat(
                        Codec.toWire(
                                ALL,
                                "{\"i32\":0,\"text\":\"\",\"data\":\"\",\"db\":0,\"flag\":false,\"genre\":0}"))
                .isEmpty();
        assertThat(Codec.again(ALL, "{\"maybe\":0,\"number\":\"0\",\"db\":-0.0}"))
                .isEqualTo("{\"maybe\":0,\"number\":\"0\",\"db\":-0}");
    }

    @Test
    void ignoresWhatIsUnknownIfAsked() {
        String json =
                """
                {"nope": {"a": [1, "x\\n", {"b": null}]}, "i32": 1, "genre": "FARCE", "genres": ["NOVEL", "FARCE", 300],
                 "genreByF64": {"1": "FARCE", "2": "POETRY"}}""";

        assertThat(Codec.toJson(ALL, Codec.toWire(ALL, json, IGNORING)))
                .isEqualTo(
                        "{\"i32\":1,\"genres\":[\"NOVEL\",\"MANGA\"],\"genreByF64\":{\"2\":\"POETRY\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{}x",
                "{} {}",
                "{\"i32\":1",
                "{\"i32\":1,}",
                "{,}",
                "{\"i32\" 1}",
                "{i32:1}",
                "{'i32':1}",
                "{\"i32\":1 \"i64\":1}",
                "{\"i32\":01}",
                "{\"i32\":+1}",
                "{\"i32\":.5}",
                "{\"i32\":1.}",
                "{\"i32\":1e}",
                "{\"i32\":0x1}",
                "{\"i32\":--1}",
                "{\"i32\":1\u00a0}",
                "{\"flag\":True}",
                "{\"flag\":tru}",
                "{\"flag\":truer}",
                "{\"i32s\":[1,]}",
                "{\"i32s\":[,1]}",
                "{\"i32s\":[1 2]}",
                "{\"text\":\"a}",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"\\u12\"}",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"a\tb\"}",
                "{\"text\":nul}",
                "\ufeff{}",
                "/**/{}",
                "{\"db\":NaN}",
                "{\"db\":Infinity}",
                "{\"db\":1.e5}",
                "{\"db\":-}",
                "{\"value\":01}",
                "{\"value\":[1,]}",
                "{\"struct\":{\"a\":1,}}"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(Codec.refusal(ALL, json)).isNotBlank();
        assertThat(Codec.refusal(() -> Codec.toWire(ALL, "{\"nope\":" + json + "}", IGNORING)))
                .as("the same where nobody looks")
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"[], a list", "null, 'null'", "7, '7'", "\"x\", 'x'"})
    void refusesWhatIsNotAnObject(String json, String shown) {
        String plain = shown.equals("a list") ? shown : "'" + shown + "'";

        assertThat(Codec.refusal(ALL, json)).isEqualTo(plain + " is not an object");
    }

    @Test
    void saysWhereTheJsonIsBroken() {
        assertThat(Codec.refusal(ALL, "{\"i32\":1 \"i64\":2}"))
                .isEqualTo("broken JSON at byte 9: expected ',' or '}', found '\"'");
        assertThat(Codec.refusal(ALL, "{\"i32\":1}x"))
                .isEqualTo("broken JSON at byte 9: expected the end of the JSON, found 'x'");
    }

    @Test
    void requiresWhatTheSchemaRequires() {
        MessageType type = TestSchemas.official("proto2.TestAllRequiredTypesProto2");

        assertThat(Codec.refusal(type, "{}")).isEqualTo("requiredInt32: the field is required");
    }

    @Test
    void readsAPartOfAnArray() {
        byte[] around = "xx{\"i32\":5}yy".getBytes(StandardCharsets.UTF_8);
        ByteSink sink = new ByteSink(100);

        new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT)
                .message(ALL, new Slice(around, 2, around.length - 2), BodyWatch.NONE, sink);

        assertThat(sink.toByteArray()).isEqualTo(Codec.hex("10 05"));
    }

    @Test
    void countsBytesFromTheStartOfThePart() {
        byte[] around = "xx{\"i32\":1 1}yy".getBytes(StandardCharsets.UTF_8);
        Slice part = new Slice(around, 2, around.length - 2);
        JsonToWire reader = new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);

        assertThat(
                        Codec.refusal(
                                () -> reader.message(ALL, part, BodyWatch.NONE, new ByteSink(100))))
                .isEqualTo("broken JSON at byte 9: expected ',' or '}', found '1'");
    }

    @Test
    void readsOneFieldAlone() {
        ByteSink sink = new ByteSink(100);
        JsonToWire reader = new JsonToWire(TestSchemas.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);

        reader.field(SHELF, 2, Slice.utf8(" \"Poems\" "), BodyWatch.NONE, sink);
        reader.field(SHELF, 3, Slice.utf8("[{\"id\":1},{\"id\":2}]"), BodyWatch.NONE, sink);

        assertThat(Codec.toJson(SHELF, sink.toByteArray()))
                .isEqualTo("{\"theme\":\"Poems\",\"books\":[{\"id\":\"1\"},{\"id\":\"2\"}]}");
        assertThat(
                        Codec.refusal(
                                () ->
                                        reader.field(
                                                SHELF, 2, Slice.utf8("7"), BodyWatch.NONE, sink)))
                .isEqualTo("theme: '7' is not a string");
        assertThat(
                        Codec.refusal(
                                () ->
                                        reader.field(
                                                SHELF,
                                                2,
                                                Slice.utf8("\"a\" \"b\""),
                                                BodyWatch.NONE,
                                                sink)))
                .startsWith("broken JSON at byte 4");
    }
}
