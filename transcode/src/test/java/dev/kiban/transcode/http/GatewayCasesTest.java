package dev.kiban.transcode.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import dev.kiban.transcode.http.RouteTable.Found;
import dev.kiban.transcode.http.RouteTable.WrongMethod;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The rows of `gateway-cases.json` that need no gateway: what request message a request
/// becomes or whether it is refused, and what body a reply becomes.
class GatewayCasesTest {
    private static final int MIN_CASES = 27;

    @TestFactory
    Stream<DynamicTest> everyCase() {
        JsonElement all =
                JsonParser.parseString(new String(TestApi.resource("/gateway-cases.json"), UTF_8));
        assertThat(all.getAsJsonArray()).hasSizeGreaterThanOrEqualTo(MIN_CASES);
        return StreamSupport.stream(all.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(row -> DynamicTest.dynamicTest(name(row), () -> check(row)));
    }

    private static String name(JsonObject row) {
        return row.get("id").getAsString() + ": " + row.get("title").getAsString();
    }

    private static void check(JsonObject row) {
        JsonObject request = row.getAsJsonObject("request");
        String method = request.get("method").getAsString();
        String target = request.get("path").getAsString();
        TestApi api = new TestApi(options(row));
        Set<Integer> statuses = statuses(row);
        if (statuses.equals(Set.of(405))) {
            assertThat(api.lookup(method, target)).isInstanceOf(WrongMethod.class);
            return;
        }
        Found<Binding> found = api.found(method, target);
        RequestBody body = body(row, found.target());
        if (statuses.equals(Set.of(200))) {
            assertThat(JsonParser.parseString(api.request(method, target, body)))
                    .isEqualTo(row.getAsJsonArray("expect_grpc").get(0));
            checkReply(row, found.target());
        } else {
            assertThat(statuses).contains(400);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> api.request(method, target, body))
                    .matches(refusal -> refusal.kind() == Refusal.Kind.INVALID);
        }
    }

    private static Set<Integer> statuses(JsonObject row) {
        JsonObject http = row.getAsJsonObject("expect_http");
        return http.has("status")
                ? Set.of(http.get("status").getAsInt())
                : Set.of(
                        http.getAsJsonArray("status_in").get(0).getAsInt(),
                        http.getAsJsonArray("status_in").get(1).getAsInt());
    }

    private static BindingOptions options(JsonObject row) {
        BindingOptions options = BindingOptions.DEFAULT;
        String mode = row.has("mode") ? row.get("mode").getAsString() : "unknown_query=reject";
        return switch (mode) {
            case "unknown_query=reject" -> options;
            case "unknown_json=ignore" ->
                    new BindingOptions(
                            options.json().with(UnknownFields.IGNORE),
                            options.unknownQuery(),
                            options.updateMask(),
                            options.limits());
            case "auto_field_mask=off" ->
                    new BindingOptions(
                            options.json(),
                            options.unknownQuery(),
                            UpdateMask.LEAVE,
                            options.limits());
            default -> throw new IllegalArgumentException(mode);
        };
    }

    private static RequestBody body(JsonObject row, Binding binding) {
        JsonObject request = row.getAsJsonObject("request");
        JsonObject headers =
                request.has("headers") ? request.getAsJsonObject("headers") : new JsonObject();
        String contentType =
                headers.has("content-type") ? headers.get("content-type").getAsString() : "";
        return binding.body(contentType, Slice.of(bytes(row, request))).orElseThrow();
    }

    private static byte[] bytes(JsonObject row, JsonObject request) {
        if (row.has("body_hex")) {
            return HexFormat.of().parseHex(row.get("body_hex").getAsString());
        }
        if (request.has("body_raw")) {
            return request.get("body_raw").getAsString().getBytes(UTF_8);
        }
        return request.has("body_json")
                ? request.get("body_json").toString().getBytes(UTF_8)
                : new byte[0];
    }

    private static void checkReply(JsonObject row, Binding binding) {
        JsonObject http = row.getAsJsonObject("expect_http");
        byte[] wire = reply(row, binding);
        if (http.has("json")) {
            assertThat(JsonParser.parseString(TestApi.response(binding, wire)))
                    .isEqualTo(http.get("json"));
        }
        if (http.has("json_subset")) {
            JsonObject json =
                    JsonParser.parseString(TestApi.response(binding, wire)).getAsJsonObject();
            http.getAsJsonObject("json_subset")
                    .entrySet()
                    .forEach(e -> assertThat(json.get(e.getKey())).isEqualTo(e.getValue()));
        }
        if (http.has("text")) {
            HttpBody body = binding.httpBody(Slice.of(wire));
            assertThat(body.contentType()).isEqualTo(http.get("content_type").getAsString());
            assertThat(body.data()).hasToString(http.get("text").getAsString());
        }
    }

    private static byte[] reply(JsonObject row, Binding binding) {
        JsonObject backend = row.has("backend") ? row.getAsJsonObject("backend") : new JsonObject();
        if (backend.has("messages_hex")) {
            return HexFormat.of()
                    .parseHex(backend.getAsJsonArray("messages_hex").get(0).getAsString());
        }
        var type = binding.rpc().output().descriptor();
        if (backend.has("echo")) {
            return TestApi.wire(type, row.getAsJsonArray("expect_grpc").get(0).toString());
        }
        return backend.has("messages")
                ? TestApi.wire(type, backend.getAsJsonArray("messages").get(0).toString())
                : new byte[0];
    }
}
