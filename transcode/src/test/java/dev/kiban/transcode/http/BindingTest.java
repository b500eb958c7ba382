package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.Slice;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Put | GET | /v1/{idd} | '' | '' | path variable 'idd': no field 'idd' in kiban.test.Envelope",
                "Put | GET | /v1/{note.idd} | '' | '' | path variable 'note.idd': no field 'idd' in kiban.test.Note",
                "Put | GET | /v1/{id.x} | '' | '' | path variable 'id.x': field 'id' is not a message and has no fields",
                "Put | GET | /v1/{note} | '' | '' | path variable 'note': field 'note' is a message, which a URL cannot hold",
                "Put | GET | /v1/{tags} | '' | '' | path variable 'tags': field 'tags' holds many values",
                "Put | GET | /v1/{notes.x} | '' | '' | path variable 'notes.x': field 'notes' holds many values",
                "Put | GET | /v1/{delays} | '' | '' | path variable 'delays': field 'delays' holds many values",
                "Put | GET | /v1/{notes} | '' | '' | path variable 'notes': field 'notes' is a map of messages",
                "Put | GET | /v1/{note.written.seconds} | '' | '' | field 'written' is a google.protobuf.Timestamp, whose fields cannot be set one by one",
                "Put | GET | /v1/{id}/{id} | '' | '' | variable 'id' is used twice at character 10",
                "Put | GET | /v1/{update_mask}/{updateMask} | '' | '' | path variable 'update_mask' is used twice",
                "Put | GET | v1 | '' | '' | path template 'v1': must start with '/' at character 1",
                "Put | get | /v1 | '' | '' | 'get' is no HTTP method: use capitals such as GET",
                "Put | '' | /v1 | '' | '' | '' is no HTTP method",
                "Put | GET | /v1 | * | '' | GET requests have no body: remove body '*'",
                "Put | POST | /v1 | nope | '' | body 'nope': no such field in kiban.test.Envelope, which has id, note, boxed",
                "Put | POST | /v1 | note.next | '' | body 'note.next' must be a field of kiban.test.Envelope itself",
                "Put | POST | /v1/{id} | id | '' | path variable 'id' and body 'id' would set the same",
                "Put | POST | /v1 | '' | nope | response_body 'nope': no such field in kiban.test.Envelope",
                "Choose | GET | /v1/{name}/{number} | '' | '' | path variables 'name' and 'number' are in one oneof",
                "Choose | GET | /v1/{note.id}/{number} | '' | '' | path variables 'note.id' and 'number' are in one oneof",
                "Choose | PUT | /v1/{name} | note | '' | path variable 'name' and body 'note' are in one oneof",
                "Upload | POST | /v1/{content.content_type} | content | '' | path variable 'content.content_type' and body 'content' would set the same",
                "Upload | POST | /v1 | '' | '' | kiban.test.Shapes/Upload takes a stream of requests, so the rule needs a body",
                "UploadRaw | POST | /v1/{content_type} | * | '' | path variable 'content_type' and the body would both set the google.api.HttpBody"
            })
    void refusesARuleThatDoesNotFitItsRpc(
            String rpc, String method, String path, String body, String reply, String problem) {
        assertThatExceptionOfType(BindingFault.class)
                .isThrownBy(() -> compile(rpc, new HttpRule(method, path, body, reply)))
                .satisfies(fault -> assertThat(fault.problems()).hasSize(1))
                .withMessageContaining(problem);
    }

    @Test
    void collectsAllThatIsWrong() {
        HttpRule rule = new HttpRule("GET", "/v1/{a}/{note.b}", "c", "d");

        assertThatExceptionOfType(BindingFault.class)
                .isThrownBy(() -> compile("Put", rule))
                .satisfies(fault -> assertThat(fault.problems()).hasSize(5));
    }

    @ParameterizedTest
    @CsvSource({
        "Put, POST, '', false, false, true",
        "Put, POST, *, false, false, true",
        "Upload, POST, content, true, false, true",
        "Upload, POST, parts, false, false, true",
        "UploadRaw, POST, *, true, true, true"
    })
    void knowsWhereRawContentGoes(
            String rpc, String method, String body, boolean in, boolean out, boolean protobuf) {
        Binding binding =
                compile(rpc, new HttpRule(method, "/v1", body.isEmpty() ? "*" : body, ""));

        assertThat(binding.takesHttpBody()).isEqualTo(in);
        assertThat(binding.givesHttpBody()).isEqualTo(out);
        assertThat(binding.givesProtobuf()).isEqualTo(protobuf);
    }

    @ParameterizedTest
    @CsvSource({
        "*, application/json, Json",
        "*, application/json; charset=utf-8, Json",
        "*, application/merge-patch+json, Json",
        "*, application/x-ndjson, Json",
        "*, '', Json",
        "*, application/x-protobuf, Protobuf",
        "note, application/protobuf, Protobuf",
        "tags, application/json, Json",
        "tags, application/protobuf, ''",
        "*, text/plain, ''",
        "*, application/x-www-form-urlencoded, ''",
        "*, text/event-stream, ''"
    })
    void namesABodyByItsContentType(String body, String contentType, String kind) {
        Binding binding = compile("Put", new HttpRule("POST", "/v1", body, ""));

        String named =
                binding.body(contentType, Slice.utf8("x"))
                        .map(content -> content.getClass().getSimpleName())
                        .orElse("");

        assertThat(named).isEqualTo(kind);
    }

    @Test
    void anEmptyBodyIsAbsentUnlessItIsRawContent() {
        Binding json = compile("Put", new HttpRule("POST", "/v1", "*", ""));
        Binding raw = compile("Upload", new HttpRule("POST", "/v1", "content", ""));

        assertThat(json.body("text/plain", Slice.utf8(""))).contains(new RequestBody.Absent());
        assertThat(raw.body("text/plain", Slice.utf8("")))
                .containsInstanceOf(RequestBody.Raw.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags | 2a01612a0162 | [\"a\",\"b\"]",
                "tags | '' | []",
                "notes | '' | {}",
                "id | '' | \"\"",
                "id | 0a0178 | \"x\"",
                "note | 120412026869 | {\"text\":\"hi\"}",
                "note | '' | {}"
            })
    void theReplyBodyCanBeOneField(String field, String wire, String json) {
        Binding binding = compile("Put", new HttpRule("GET", "/v1", "", field));

        assertThat(TestApi.response(binding, HexFormat.of().parseHex(wire))).isEqualTo(json);
    }

    @Test
    void aProtobufReplyIsTheMessageOrTheMessageInItsField() {
        Slice wire = Slice.of(HexFormat.of().parseHex("0a0178" + "12030a0161" + "12031a0162"));
        Binding whole = compile("Put", HttpRule.of("GET", "/v1"));
        Binding note = compile("Put", new HttpRule("GET", "/v1", "", "note"));
        Binding tags = compile("Put", new HttpRule("GET", "/v1", "", "tags"));

        assertThat(whole.protobufResponse(wire)).isSameAs(wire);
        assertThat(hex(note.protobufResponse(wire))).isEqualTo("0a0161" + "1a0162");
        assertThat(note.protobufResponse(Slice.of(new byte[0])).length()).isZero();
        assertThat(tags.givesProtobuf()).isFalse();
    }

    @Test
    void rawContentOfAReplyIsASliceOfIt() {
        Binding whole = compile("UploadRaw", new HttpRule("POST", "/v1", "*", ""));
        Binding nested = compile("Upload", new HttpRule("POST", "/v1", "*", "content"));
        byte[] body = HexFormat.of().parseHex("0a09" + hex("text/html") + "1202" + hex("hi"));
        byte[] message =
                HexFormat.of().parseHex("0a0178" + "120f" + HexFormat.of().formatHex(body));

        HttpBody top = whole.httpBody(Slice.of(body));
        HttpBody inner = nested.httpBody(Slice.of(message));

        assertThat(top.contentType()).isEqualTo("text/html");
        assertThat(top.data()).hasToString("hi");
        assertThat(top.data().array()).isSameAs(body);
        assertThat(inner.contentType()).isEqualTo("text/html");
        assertThat(inner.data()).hasToString("hi");
        assertThat(inner.data().array()).isSameAs(message);
    }

    @ParameterizedTest
    @CsvSource({"''", "0a00", "0a0361 0d 62", "0a0161 0a03 c3a962"})
    void aContentTypeThatIsNoHeaderIsOctets(String wire) {
        Binding binding = compile("UploadRaw", new HttpRule("POST", "/v1", "*", ""));

        HttpBody body = binding.httpBody(Slice.of(HexFormat.of().parseHex(wire.replace(" ", ""))));

        assertThat(body.contentType()).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({"0a", "0aff", "12", "0b", "0c", "ff", "00"})
    void refusesAReplyThatIsNoMessage(String wire) {
        Binding binding = compile("UploadRaw", new HttpRule("POST", "/v1", "*", ""));
        Slice broken = Slice.of(HexFormat.of().parseHex(wire));

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> binding.httpBody(broken));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> binding.response(broken, new ByteSink(1000)));
    }

    private static Binding compile(String rpc, HttpRule rule) {
        Rpc found = TestApi.SCHEMA.rpc("kiban.test.Shapes/" + rpc).orElseThrow();
        return Binding.compile(TestApi.SCHEMA, found, rule, BindingOptions.DEFAULT);
    }

    private static String hex(String text) {
        return hex(Slice.utf8(text));
    }

    private static String hex(Slice slice) {
        return HexFormat.of().formatHex(slice.array(), slice.from(), slice.to());
    }
}
