package dev.kiban.transcode.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.RouteTable.Found;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Path, query and body make one message, as protobuf makes it of one JSON; and hostile
/// input makes a refusal, and nothing else.
class BindingPropertyTest {
    private static final String RPC = "gwcases.v1.Params/Post";
    private static final HttpRule RULE = new HttpRule("POST", "/params/{book_id}", "child", "");
    private static final Descriptor ALL =
            TestApi.SCHEMA.message("gwcases.v1.All").orElseThrow().descriptor();
    private static final Binding BINDING =
            Binding.compile(
                    TestApi.SCHEMA,
                    TestApi.SCHEMA.rpc(RPC).orElseThrow(),
                    RULE,
                    BindingOptions.DEFAULT);
    private static final RouteTable<Binding> ROUTES =
            RouteTable.<Binding>builder().add("POST", BINDING.template(), BINDING).build();

    @Property
    void pathQueryAndBodyMakeTheMessageThatOneJsonMakes(
            @ForAll("texts") String id,
            @ForAll("messages") JsonObject query,
            @ForAll("messages") JsonObject body)
            throws InvalidProtocolBufferException {
        JsonObject whole = query.deepCopy();
        whole.addProperty("bookId", id);
        whole.add("child", body);

        byte[] wire = request(id, queryString(query), TestApi.json(body.toString()));

        assertThat(DynamicMessage.parseFrom(ALL, wire))
                .isEqualTo(DynamicMessage.parseFrom(ALL, TestApi.wire(ALL, whole.toString())));
    }

    @Property
    void aProtobufBodyMakesTheSame(
            @ForAll("messages") JsonObject query, @ForAll("messages") JsonObject body)
            throws InvalidProtocolBufferException {
        RequestBody protobuf =
                new RequestBody.Protobuf(Slice.of(TestApi.wire(ALL, body.toString())));
        RequestBody json = TestApi.json(body.toString());

        byte[] wire = request("x", queryString(query), protobuf);

        assertThat(DynamicMessage.parseFrom(ALL, wire))
                .isEqualTo(DynamicMessage.parseFrom(ALL, request("x", queryString(query), json)));
    }

    @Property
    void hostileQueriesMakeARefusalOrAMessage(@ForAll("hostileQueries") String query) {
        requireMessageOrRefusal(query, TestApi.json("{\"name\":\"x\"}"));
    }

    @Property
    void hostileProtobufMakesARefusalOrAMessage(
            @ForAll byte[] bytes, @ForAll("hostileQueries") String query) {
        requireMessageOrRefusal(query, new RequestBody.Protobuf(Slice.of(bytes)));
    }

    @Property
    void hostileJsonMakesARefusalOrAMessage(
            @ForAll("hostileJson") String json, @ForAll("hostileQueries") String query) {
        requireMessageOrRefusal(query, TestApi.json(json));
    }

    private static void requireMessageOrRefusal(String query, RequestBody body) {
        try {
            byte[] wire = request("x", query, body);
            DynamicMessage message = DynamicMessage.parseFrom(ALL, wire);
            assertThat(message.getField(ALL.findFieldByName("book_id"))).isEqualTo("x");
        } catch (Refusal refusal) {
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(1000);
        } catch (InvalidProtocolBufferException e) {
            // Only a part of a protobuf body that is none of the gateway's business may be broken.
            assertThat(body).isInstanceOf(RequestBody.Protobuf.class);
        }
    }

    private static byte[] request(String id, String query, RequestBody body) {
        String path = "/params/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");
        Found<Binding> found = (Found<Binding>) ROUTES.lookup("POST", path);
        ByteSink sink = new ByteSink(Limits.DEFAULT.maxBytes());
        BINDING.request(found.match(), query, body, sink);
        return sink.toByteArray();
    }

    /// A JSON object as `name=value` pairs, lists as repeated names, maps as `name[key]`.
    private static String queryString(JsonObject message) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonElement> field : message.entrySet()) {
            switch (field.getValue()) {
                case JsonArray list -> list.forEach(e -> pairs.add(pair(field.getKey(), e)));
                case JsonObject map ->
                        map.entrySet()
                                .forEach(
                                        e ->
                                                pairs.add(
                                                        pair(
                                                                field.getKey()
                                                                        + "["
                                                                        + e.getKey()
                                                                        + "]",
                                                                e.getValue())));
                default -> pairs.add(pair(field.getKey(), field.getValue()));
            }
        }
        return String.join("&", pairs);
    }

    private static String pair(String name, JsonElement value) {
        return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value.getAsString(), UTF_8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(RandomMessage::text);
    }

    @Provide
    Arbitrary<JsonObject> messages() {
        return Arbitraries.randomValue(RandomMessage::all);
    }

    @Provide
    Arbitrary<String> hostileQueries() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "name",
                        "names",
                        "child",
                        "labels",
                        "book_id",
                        "bookId",
                        "i32",
                        "ts",
                        "mask",
                        ".",
                        "[",
                        "]",
                        "=",
                        "&",
                        "%",
                        "%41",
                        "%ff",
                        "+",
                        "x",
                        "1",
                        "-1",
                        "true",
                        "é",
                        "\0",
                        "2024-01-01T00:00:00Z",
                        "99999999999999999999",
                        "child.child.");
        return piece.list().ofMaxSize(20).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> hostileJson() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\\",
                        "\"name\":",
                        "\"child\":",
                        "\"labels\":",
                        "\"names\":",
                        "\"i32\":",
                        "1",
                        "-",
                        "e9",
                        "null",
                        "true",
                        "\"x\"",
                        "\\ud800",
                        "é",
                        " ");
        return piece.list().ofMaxSize(24).map(pieces -> "{" + String.join("", pieces));
    }
}
