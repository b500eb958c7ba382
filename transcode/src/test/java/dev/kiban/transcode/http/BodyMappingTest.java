package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.BindingOptions.UnknownQuery;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyMappingTest {
    private static final String PUT = "kiban.test.Shapes/Put";
    private static final String CHOOSE = "kiban.test.Shapes/Choose";
    private static final HttpRule WHOLE = new HttpRule("POST", "/v1/{id}/{note.id}", "*", "");
    private static final HttpRule FIELD = new HttpRule("POST", "/v1/{id}/{note.id}", "note", "");
    private static final HttpRule GROUP = new HttpRule("POST", "/v1/{id}", "boxed", "");
    private static final HttpRule LIST = new HttpRule("POST", "/v1/{id}", "tags", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {\"id\":\"a\",\"note\":{\"id\":\"b\"}}",
                "{\"id\":\"a\"} | {\"id\":\"a\",\"note\":{\"id\":\"b\"}}",
                "{\"id\":null,\"note\":{\"id\":null}} | {\"id\":\"a\",\"note\":{\"id\":\"b\"}}",
                "{\"note\":{\"id\":\"b\",\"text\":\"t\"},\"revision\":7} | {\"id\":\"a\",\"note\":{\"id\":\"b\",\"text\":\"t\"},\"revision\":\"7\"}",
                "{\"note\":null} | {\"id\":\"a\",\"note\":{\"id\":\"b\"}}"
            })
    void theWholeMessageTakesTheFieldsOfThePathFromThePath(String json, String message) {
        assertThat(TestApi.request(PUT, WHOLE, "/v1/a/b", TestApi.json(json)))
                .isEqualTo(normal(message));
        assertThat(TestApi.request(PUT, WHOLE, "/v1/a/b", protobuf(json)))
                .isEqualTo(normal(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"x\"} | id: the URL has already set this field, to another value",
                "{\"id\":\"\"} | id: the URL has already set this field, to another value",
                "{\"note\":{\"id\":\"x\"}} | note.id: the URL has already set this field, to another value"
            })
    void aBodyNeverOverridesThePath(String json, String why) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, WHOLE, "/v1/a/b", TestApi.json(json)))
                .withMessage(why);
    }

    @ParameterizedTest
    @CsvSource({
        "0a0178, id", // id: "x"
        "0a00, id", // id: ""
        "0a01610a0178, id", // id: "a", then "x"
        "0801, id", // id, but as a number
        "12030a0178, note.id",
        "120012030a0178, note.id",
        "12030a016212030a0178, note.id"
    })
    void aProtobufBodyNeverOverridesThePathHoweverItIsWritten(String wire, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, WHOLE, "/v1/a/b", protobufHex(wire)))
                .withMessage(field + ": the URL has already set this field, to another value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a",
                "0aff",
                "0a05",
                "0c",
                "0b",
                "1201780c",
                "ffffffffffffffffffff01",
                "00"
            })
    void refusesAProtobufBodyThatDoesNotHoldTogether(String wire) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, WHOLE, "/v1/a/b", protobufHex(wire)))
                .withMessageContaining("not a protobuf message");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, FIELD, "/v1/a/b", protobufHex(wire)))
                .withMessageContaining("not a protobuf message");
    }

    @Test
    void aBodyNeverClearsAOneofThatThePathHasSet() {
        HttpRule rule = new HttpRule("POST", "/v1/{name}", "*", "");

        for (RequestBody body :
                new RequestBody[] {TestApi.json("{\"number\":1}"), protobufHex("2001")}) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> TestApi.request(CHOOSE, rule, "/v1/x", body))
                    .withMessage(
                            "number: the URL has already set 'name', and only one of the two can be"
                                    + " set");
        }
    }

    @Test
    void aBodyFieldNeverClearsAOneofThatTheQueryHasSet() {
        HttpRule rule = new HttpRule("POST", "/v1", "note", "");

        for (RequestBody body : new RequestBody[] {TestApi.json("{}"), protobufHex("")}) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> TestApi.request(CHOOSE, rule, "/v1?name=x", body))
                    .withMessageContaining("name");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/a/b?note.text=t | {\"id\":\"a\",\"note\":{\"id\":\"b\",\"text\":\"t\",\"title\":\"T\"}}",
                "/v1/a/b?note.next.text=t | {\"id\":\"a\",\"note\":{\"id\":\"b\",\"title\":\"T\",\"next\":{\"text\":\"t\"}}}",
                "/v1/a/b?note.title=T | {\"id\":\"a\",\"note\":{\"id\":\"b\",\"title\":\"T\"}}",
                "/v1/a/b?note.tags=x&note.tags=y&note.counts[k]=1"
                        + " | {\"id\":\"a\",\"note\":{\"id\":\"b\",\"tags\":[\"x\",\"y\"],\"counts\":{\"k\":1},\"title\":\"T\"}}"
            })
    void theQueryMaySetWhatABodyFieldDoesNot(String target, String message) {
        for (RequestBody body :
                new RequestBody[] {TestApi.json("{\"title\":\"T\"}"), protobufHex("42030a0154")}) {
            assertThat(TestApi.request(PUT, FIELD, target, body)).isEqualTo(normal(message));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "note.text=t | {\"text\":\"u\"} | 120175 | note.text",
                "note.tags=t | {\"tags\":[\"t\"]} | 1a0174 | note.tags",
                "note.counts[k]=1 | {\"counts\":{\"k\":1}} | 22050a016b1001 | note.counts",
                "note.next.id=x | {\"next\":{\"id\":\"y\"}} | 32030a0179 | note.next.id",
                "note.boxed.id=x | {\"boxed\":{\"id\":\"y\"}} | 3b0a01793c | note.boxed.id",
                "note.title=T | {\"title\":\"U\"} | 42030a0155 | note.title"
            })
    void theQueryAndABodyFieldMustNotSetTheSame(
            String query, String json, String wire, String field) {
        String target = "/v1/a/b?" + query;

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, FIELD, target, TestApi.json(json)))
                .withMessage(field + ": the URL has already set this field, to another value");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, FIELD, target, protobufHex(wire)))
                .withMessage(
                        field.replace("note.", "")
                                + ": the URL has already set this field, to another value");
    }

    @Test
    void aListAsBodyMustNotBeInTheQueryToo() {
        assertThat(TestApi.request(PUT, LIST, "/v1/a?tags=x", TestApi.absent()))
                .isEqualTo("{\"id\":\"a\",\"tags\":[\"x\"]}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () -> TestApi.request(PUT, LIST, "/v1/a?tags=x", TestApi.json("[\"y\"]")))
                .withMessage("tags: the URL has already set this field, to another value");
    }

    @Test
    void aBodyFieldCanBeAGroupOrAList() {
        assertThat(TestApi.request(PUT, GROUP, "/v1/a", TestApi.json("{\"text\":\"t\"}")))
                .isEqualTo("{\"id\":\"a\",\"boxed\":{\"text\":\"t\"}}");
        assertThat(TestApi.request(PUT, GROUP, "/v1/a?boxed.id=x", protobufHex("120174")))
                .isEqualTo("{\"id\":\"a\",\"boxed\":{\"id\":\"x\",\"text\":\"t\"}}");
        assertThat(TestApi.request(PUT, LIST, "/v1/a", TestApi.json("[\"x\",\"y\"]")))
                .isEqualTo("{\"id\":\"a\",\"tags\":[\"x\",\"y\"]}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, LIST, "/v1/a", protobufHex("2a0161")))
                .withMessageStartingWith("tags: a protobuf body must be a message");
    }

    @Test
    void anAbsentBodyIsAnEmptyMessageOrAnAbsentField() {
        for (RequestBody empty : new RequestBody[] {TestApi.absent(), TestApi.json("")}) {
            assertThat(TestApi.request(PUT, WHOLE, "/v1/a/b", empty))
                    .isEqualTo("{\"id\":\"a\",\"note\":{\"id\":\"b\"}}");
            assertThat(TestApi.request(PUT, GROUP, "/v1/a", empty)).isEqualTo("{\"id\":\"a\"}");
        }
    }

    @Test
    void aMethodWithoutBodyRefusesOne() {
        HttpRule rule = HttpRule.of("DELETE", "/v1/{id}");

        assertThat(TestApi.request(PUT, rule, "/v1/a", TestApi.json("")))
                .isEqualTo("{\"id\":\"a\"}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(PUT, rule, "/v1/a", TestApi.json("{}")))
                .withMessage("this method takes no body: its fields are in the URL");
    }

    @Test
    void aWholeBodyLeavesNoParameters() {
        BindingOptions ignoring =
                new BindingOptions(
                        JsonOptions.DEFAULT, UnknownQuery.IGNORE, UpdateMask.FILL, Limits.DEFAULT);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () -> TestApi.request(PUT, WHOLE, "/v1/a/b?revision=1", TestApi.json("{}")))
                .withMessage(
                        "query parameter 'revision':"
                                + " this method takes all fields from the path and the body");
        assertThat(TestApi.request(PUT, WHOLE, ignoring, "/v1/a/b?revision=1", TestApi.json("{}")))
                .isEqualTo("{\"id\":\"a\",\"note\":{\"id\":\"b\"}}");
    }

    @Test
    void rawContentGoesThroughWithItsType() {
        HttpRule nested = new HttpRule("POST", "/v1/{name}", "content", "");
        HttpRule whole = new HttpRule("POST", "/v1", "*", "");
        RequestBody raw = new RequestBody.Raw("text/plain", Slice.utf8("Hi\0"));

        assertThat(TestApi.request("kiban.test.Shapes/Upload", nested, "/v1/n", raw))
                .isEqualTo(
                        "{\"name\":\"n\",\"content\":{\"contentType\":\"text/plain\",\"data\":\"SGkA\"}}");
        assertThat(TestApi.request("kiban.test.Shapes/UploadRaw", whole, "/v1", raw))
                .isEqualTo("{\"contentType\":\"text/plain\",\"data\":\"SGkA\"}");
        assertThat(
                        TestApi.request(
                                "kiban.test.Shapes/Upload",
                                nested,
                                "/v1/n",
                                new RequestBody.Raw("", Slice.utf8(""))))
                .isEqualTo("{\"name\":\"n\",\"content\":{}}");
    }

    @Test
    void rawContentAndTheQueryMustNotSetTheSame() {
        HttpRule rule = new HttpRule("POST", "/v1", "content", "");
        String target = "/v1?content.content_type=text/html";

        assertThat(TestApi.request("kiban.test.Shapes/Upload", rule, target, TestApi.absent()))
                .isEqualTo("{\"content\":{\"contentType\":\"text/html\"}}");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () ->
                                TestApi.request(
                                        "kiban.test.Shapes/Upload",
                                        rule,
                                        target,
                                        new RequestBody.Raw("text/plain", Slice.utf8("x"))))
                .withMessage("content.content_type: the body sets this field, so the URL must not");
    }

    @Test
    void refusesRawContentWhereAMessageIsDue() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () ->
                                TestApi.request(
                                        PUT,
                                        WHOLE,
                                        "/v1/a/b",
                                        new RequestBody.Raw("text/plain", Slice.utf8("x"))))
                .withMessage("a body of type 'text/plain' is neither JSON nor protobuf");
    }

    @Test
    void aProtobufBodyOfManySmallPiecesAndAUrlOfManyFieldsAreCheckedInLinearTime() {
        StringBuilder query = new StringBuilder("/v1/a/b?note.next.id=x");
        for (int i = 0; i < Query.MAX_PARAMETERS - 1; i++) {
            query.append("&note.next.counts[k").append(i).append("]=1");
        }
        byte[] pieces = new byte[1 << 20]; // "3200": an empty piece of note.next
        for (int i = 0; i < pieces.length; i += 2) {
            pieces[i] = 0x32;
        }

        RequestBody body = new RequestBody.Protobuf(Slice.of(pieces));

        assertThat(requestBytes(query.toString(), body)).isGreaterThan(pieces.length);
    }

    private static int requestBytes(String target, RequestBody body) {
        Binding binding =
                Binding.compile(
                        TestApi.SCHEMA,
                        TestApi.SCHEMA.rpc(PUT).orElseThrow(),
                        FIELD,
                        BindingOptions.DEFAULT);
        var routes = RouteTable.<Binding>builder().add("POST", binding.template(), binding).build();
        var found = (RouteTable.Found<Binding>) routes.lookup("POST", TestApi.path(target));
        ByteSink sink = new ByteSink(4 << 20);
        binding.request(found.match(), TestApi.query(target), body, sink);
        return sink.length();
    }

    private static String normal(String json) {
        return TestApi.json(envelope(), TestApi.wire(envelope(), json));
    }

    private static Descriptor envelope() {
        return TestApi.SCHEMA.message("kiban.test.Envelope").orElseThrow().descriptor();
    }

    private static RequestBody protobuf(String json) {
        return new RequestBody.Protobuf(Slice.of(TestApi.wire(envelope(), json)));
    }

    private static RequestBody protobufHex(String wire) {
        return new RequestBody.Protobuf(Slice.of(HexFormat.of().parseHex(wire)));
    }
}
