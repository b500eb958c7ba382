package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.SHOP;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.telling;
import static dev.kiban.gateway.proxy.GrpcShop.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.kiban.definition.Cors;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.WatchItemsRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls as browsers make them, read by what `PROTOCOL-WEB.md` of the gRPC project says.
class GrpcWebTest {
    private static final String PAGE = "https://shop.example";
    private static final Cors CORS =
            new Cors(
                    List.of(PAGE),
                    List.of("content-type", "x-grpc-web"),
                    List.of(),
                    false,
                    Duration.ofMinutes(10),
                    Snapshots.at(20));
    private static final Metadata.Key<String> NOTE =
            Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);

    private final HttpClient http1 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private GrpcShop shop;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        shop = new GrpcShop();
        gateway = new TestGateway(plan(telling(CORS), grpc("shop", shop(), shop.port())));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
        http1.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void answersACallWithAMessageAndItsTrailers(Form form) throws Exception {
        Reply reply = call(form, "GetItem", GetItemRequest.newBuilder().setId("7").build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo(form.type + "+proto");
        assertThat(reply.messages()).containsExactly(item("7", "thing"));
        assertThat(reply.trailers()).contains("grpc-status:0");
        assertThat(shop.calls().getFirst().keys()).doesNotContain("x-grpc-web");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void passesOnStreamsOfReplies(Form form) throws Exception {
        Reply reply =
                call(form, "WatchItems", WatchItemsRequest.newBuilder().setQuery("q").build());

        assertThat(reply.messages()).containsExactly(item("1", "q"), item("2", "q"));
        assertThat(reply.trailers()).contains("grpc-status:0");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void tellsOfFailuresInTheBodyWherePagesCanReadThem(Form form) throws Exception {
        Metadata note = new Metadata();
        note.put(NOTE, "sold");
        shop.getItem =
                (_, reply) ->
                        reply.onError(
                                Status.NOT_FOUND
                                        .withDescription("no item 7")
                                        .asRuntimeException(note));

        Reply reply = call(form, "GetItem", GetItemRequest.newBuilder().setId("7").build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.messages()).isEmpty();
        assertThat(reply.trailers()).contains("grpc-status:5", "grpc-message:no item 7");
        assertThat(reply.head().map()).doesNotContainKey("grpc-status");
        assertThat(reply.head().firstValue("note")).contains("sold");
    }

    @Test
    void saysThatThereIsNoSuchMethod() throws Exception {
        Reply reply = call(Form.BINARY, "Nothing", GetItemRequest.getDefaultInstance());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.trailers()).contains("grpc-status:12");
    }

    @Test
    void readsTextThatIsPaddedWithinAndCutAnywhere() throws Exception {
        byte[] frame = frame(GetItemRequest.newBuilder().setId("a long name").build());
        Base64.Encoder encoder = Base64.getEncoder();
        String text =
                encoder.encodeToString(Arrays.copyOf(frame, 5))
                        + encoder.encodeToString(Arrays.copyOfRange(frame, 5, frame.length));
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += 3) {
            pieces.add(
                    text.substring(i, Math.min(i + 3, text.length()))
                            .getBytes(StandardCharsets.US_ASCII));
        }

        HttpResponse<byte[]> response =
                send(Form.TEXT, "GetItem", BodyPublishers.ofByteArrays(pieces));

        assertThat(Reply.of(Form.TEXT, response).messages())
                .containsExactly(item("a long name", "thing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAA", "A===", "!!!!", "AAAAA"})
    void refusesWhatIsNoBase64(String text) throws Exception {
        HttpResponse<byte[]> response = send(Form.TEXT, "GetItem", BodyPublishers.ofString(text));

        assertThat(Reply.of(Form.TEXT, response).trailers())
                .contains("grpc-status:3", "grpc-message:the body is not valid Base64");
    }

    @Test
    void givesPagesLeaveAndLetsThemRead() throws Exception {
        HttpResponse<String> preflight =
                gateway.send(
                        "/" + SHOP + "/GetItem",
                        request ->
                                request.method("OPTIONS", BodyPublishers.noBody())
                                        .header("Origin", PAGE)
                                        .header("Access-Control-Request-Method", "POST")
                                        .header(
                                                "Access-Control-Request-Headers",
                                                "content-type,x-grpc-web"));
        Reply reply = call(Form.TEXT, "GetItem", GetItemRequest.getDefaultInstance());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-methods")).contains("POST");
        assertThat(reply.head().firstValue("access-control-allow-origin")).contains(PAGE);
    }

    enum Form {
        BINARY("application/grpc-web"),
        TEXT("application/grpc-web-text");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        byte[] encode(byte[] bytes) {
            return this == TEXT ? Base64.getEncoder().encode(bytes) : bytes;
        }

        /// Text is decoded four characters at a time: padding may stand within.
        byte[] decode(byte[] bytes) {
            if (this == BINARY) {
                return bytes;
            }
            ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
            for (int i = 0; i < bytes.length; i += 4) {
                decoded.put(Base64.getDecoder().decode(Arrays.copyOfRange(bytes, i, i + 4)));
            }
            return Arrays.copyOf(decoded.array(), decoded.position());
        }
    }

    private record Reply(
            int status, String type, HttpHeaders head, List<Item> messages, List<String> trailers) {

        static Reply of(Form form, HttpResponse<byte[]> response) throws Exception {
            ByteBuffer body = ByteBuffer.wrap(form.decode(response.body()));
            List<Item> messages = new ArrayList<>();
            List<String> trailers = List.of();
            while (body.hasRemaining()) {
                assertThat(trailers).as("nothing follows trailers").isEmpty();
                byte kind = body.get();
                byte[] bytes = new byte[body.getInt()];
                body.get(bytes);
                if (kind == 0) {
                    messages.add(Item.parseFrom(bytes));
                } else {
                    assertThat(kind).isEqualTo((byte) 0x80);
                    trailers = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
                }
            }
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.headers(),
                    messages,
                    trailers);
        }
    }

    private Reply call(Form form, String method, Message message) throws Exception {
        byte[] body = form.encode(frame(message));
        return Reply.of(form, send(form, method, BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<byte[]> send(Form form, String method, HttpRequest.BodyPublisher body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d/%s/%s".formatted(gateway.port(), SHOP, method));
        return http1.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", form.type)
                        .header("Accept", form.type)
                        .header("X-Grpc-Web", "1")
                        .header("Origin", PAGE)
                        .POST(body)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static byte[] frame(Message message) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
