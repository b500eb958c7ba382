package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.proxy.GrpcShop.item;
import static dev.kiban.gateway.proxy.GrpcShop.one;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.shop.Item;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryCallTest {

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void turnsAPathIntoAMessageAndTheReplyIntoJson(HttpClient.Version version) throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(gateway.uri("/v1/items/m%201")).build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .isEqualTo("{\"id\":\"m 1\",\"name\":\"thing\",\"price\":\"100\"}");
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            ServedRequest served = gateway.firstServed();
            assertThat(served.answer().status()).isEqualTo(200);
            assertThat(served.answer().code()).contains(GrpcCode.OK);
            assertThat(served.target().orElseThrow().label()).isEqualTo("/v1/items/{id}");
        }
    }

    @Test
    void turnsABodyIntoAMessage() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response =
                    gateway.post("/v1/items", "{\"name\":\"bag\",\"price\":7}");

            assertThat(response.body()).isEqualTo("{\"name\":\"bag\",\"price\":\"7\"}");
        }
    }

    @Test
    void readsAndWritesProtobufForClientsThatSpeakIt() throws Exception {
        Item bag = item("7", "bag");
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(gateway.uri("/v1/items"))
                            .header("content-type", "application/x-protobuf")
                            .header("accept", "application/x-protobuf")
                            .POST(BodyPublishers.ofByteArray(bag.toByteArray()))
                            .build();

            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

            assertThat(Item.parseFrom(response.body())).isEqualTo(bag);
            assertThat(response.headers().firstValue("content-type"))
                    .contains("application/x-protobuf");
        }
    }

    @Test
    void answersABodyThatIsNoJsonOfTheMessageWith400AndTheField() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response = gateway.post("/v1/items", "{\"price\":\"much\"}");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"code\":3", "price");
            assertThat(shop.calls()).isEmpty();
        }
    }

    @Test
    void answersAnErrorOfTheServiceAsStatusJson() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getItem =
                    (_, reply) ->
                            reply.onError(
                                    Status.NOT_FOUND
                                            .withDescription("no item 7: näh")
                                            .asRuntimeException());

            HttpResponse<String> response = gateway.get("/v1/items/7");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body())
                    .isEqualTo("{\"code\":5,\"message\":\"no item 7: näh\",\"details\":[]}");
            assertThat(response.headers().map())
                    .doesNotContainKeys("grpc-status", "grpc-message", "grpc-encoding");
            assertThat(gateway.firstServed().answer().code()).contains(GrpcCode.NOT_FOUND);
        }
    }

    @Test
    void crossesMetadataBothWays() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response =
                    gateway.get(
                            "/v1/items/7",
                            "authorization",
                            "Bearer t",
                            "x-req",
                            "1",
                            "accept",
                            "application/json");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(shop.metadata("authorization")).isEqualTo("Bearer t");
            assertThat(shop.metadata("x-req")).isEqualTo("1");
            assertThat(shop.metadata("x-forwarded-for")).isEqualTo("127.0.0.1");
            assertThat(shop.metadata("accept")).isEmpty();
            assertThat(shop.metadata("host")).isEmpty();
        }
    }

    @Test
    void refusesAHeaderThatCannotBeMetadata() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> refused = gateway.get("/v1/items/7", "x-id-bin", "%%%");
            HttpResponse<String> next = gateway.get("/v1/items/7");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("x-id-bin");
            assertThat(next.statusCode()).isEqualTo(200);
            assertThat(shop.calls()).hasSize(1);
        }
    }

    @Test
    void givesUpAtTheDeadlineAndTellsTheService() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getItem = (_, _) -> {};

            HttpResponse<String> response = gateway.get("/v1/items/7", "grpc-timeout", "1S");

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("\"code\":4");
            assertThat(shop.metadata("grpc-timeout")).matches("\\d{1,8}[num]");
            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(1));
        }
    }

    @Test
    void allowsNoMoreTimeThanTheRoute() throws Exception {
        RouteLimits limits = RouteLimits.DEFAULT;
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc("shop", shop(Duration.ofMillis(50), limits), shop.port()))) {
            shop.getItem = (_, _) -> {};

            assertThat(gateway.get("/v1/items/7", "grpc-timeout", "1H").statusCode())
                    .isEqualTo(504);
            assertThat(gateway.get("/v1/items/7", "grpc-timeout", "soon").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void cancelsTheCallWhenTheClientLeaves() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getItem = (_, _) -> {};
            Socket client = gateway.connect("GET /v1/items/7 HTTP/1.1\r\nHost: a\r\n\r\n");
            Eventually.passes(() -> assertThat(shop.calls()).hasSize(1));

            client.close();

            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(1));
            assertThat(gateway.firstServed().answer().status()).isEqualTo(499);
        }
    }

    @Test
    void refusesABodyOverTheLimitBeforeAndWhileItComes() throws Exception {
        RouteLimits limits = new RouteLimits(1_000, 1_000, 10);
        String large = "{\"name\":\"" + "x".repeat(100_000) + "\"}";
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc("shop", shop(Duration.ofSeconds(5), limits), shop.port()))) {
            HttpResponse<String> announced = gateway.post("/v1/items", large);
            HttpResponse<String> chunked =
                    gateway.send(
                            "/v1/items",
                            request ->
                                    request.POST(
                                            BodyPublishers.fromPublisher(
                                                    BodyPublishers.ofString(large))));

            assertThat(announced.statusCode()).isEqualTo(413);
            assertThat(chunked.statusCode()).isEqualTo(413);
            assertThat(chunked.body()).contains("\"code\":8");
            assertThat(shop.calls()).isEmpty();
        }
    }

    @Test
    void neverAnswersAReplyOverTheLimitWith200() throws Exception {
        RouteLimits limits = new RouteLimits(1_000, 1_000, 10);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc("shop", shop(Duration.ofSeconds(5), limits), shop.port()))) {
            shop.getItem = (_, reply) -> one(reply, item("7", "x".repeat(1_001)));

            HttpResponse<String> response = gateway.get("/v1/items/7");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("\"code\":13", "larger than 1000 bytes");
        }
    }

    @Test
    void inflatesAGzipBodyUpToTheLimit() throws Exception {
        RouteLimits limits = new RouteLimits(10_000, 10_000, 10);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc("shop", shop(Duration.ofSeconds(5), limits), shop.port()))) {
            HttpResponse<String> small = postGzip(gateway, "{\"name\":\"bag\"}");
            HttpResponse<String> bomb =
                    postGzip(gateway, "{\"name\":\"" + "x".repeat(1_000_000) + "\"}");
            HttpResponse<String> other = gateway.post("/v1/items", "{}", "content-encoding", "br");

            assertThat(small.body()).isEqualTo("{\"name\":\"bag\"}");
            assertThat(bomb.statusCode()).isEqualTo(413);
            assertThat(other.statusCode()).isEqualTo(415);
            assertThat(other.headers().firstValue("accept-encoding")).contains("gzip");
        }
    }

    @Test
    void inflatesACompressedReply() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getItem =
                    (_, reply) -> {
                        ((ServerCallStreamObserver<Item>) reply).setCompression("gzip");
                        one(reply, item("7", "x".repeat(1_000)));
                    };

            assertThat(gateway.get("/v1/items/7").body()).contains("x".repeat(1_000));
        }
    }

    @Test
    void refusesContentItCannotRead() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> xml =
                    gateway.post("/v1/items", "<a/>", "content-type", "application/xml");
            HttpResponse<String> latin =
                    gateway.post(
                            "/v1/items",
                            "{}",
                            "content-type",
                            "application/json; charset=iso-8859-1");
            HttpResponse<String> utf8 =
                    gateway.post(
                            "/v1/items",
                            "{}",
                            "content-type",
                            "application/json;charset=\"UTF-8\"");

            assertThat(xml.statusCode()).isEqualTo(415);
            assertThat(xml.body()).contains("application/xml", "use application/json");
            assertThat(latin.statusCode()).isEqualTo(415);
            assertThat(utf8.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersHeadWithTheLengthOfTheReply() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> get = gateway.get("/v1/items/7");
            HttpResponse<String> head = gateway.send("/v1/items/7", HttpRequest.Builder::HEAD);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("content-length"))
                    .hasValue(get.body().length());
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void names405AllowedMethods() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response =
                    gateway.send("/v1/items/7", request -> request.DELETE());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
        }
    }

    @Test
    void givesTheContentOfAnHttpBodyAsItIs() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getPhoto =
                    (_, reply) ->
                            one(
                                    reply,
                                    HttpBody.newBuilder()
                                            .setContentType("image/png")
                                            .setData(ByteString.copyFromUtf8("pixels"))
                                            .build());

            HttpResponse<String> response = gateway.get("/v1/items/7/photo");

            assertThat(response.body()).isEqualTo("pixels");
            assertThat(response.headers().firstValue("content-type")).contains("image/png");
        }
    }

    @Test
    void callsAMethodWithoutRuleByPost() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response =
                    gateway.post("/kiban.test.Shop/Count", "{\"id\":\"7\"}");

            // The shop does not implement it.
            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body()).contains("\"code\":12");
        }
    }

    @Test
    void answers503WhenNobodyListens() throws Exception {
        try (TestGateway gateway =
                new TestGateway(grpc("shop", shop(), HttpForwardTest.freePort()))) {
            HttpResponse<String> response = gateway.get("/v1/items/7");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"code\":14", "cannot be reached");
        }
    }

    @Test
    void keepsUsingAConnectionAfterBadRequests() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Socket socket = gateway.connect()) {
            String bad = "POST /v1/items HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n{";
            String good = "GET /v1/items/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((bad + good).getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("HTTP/1.1 400 ", "HTTP/1.1 200 ");
        }
    }

    @Test
    void keepsDetailsOfAnError() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            com.google.rpc.Status status =
                    com.google.rpc.Status.newBuilder()
                            .setCode(3)
                            .setMessage("bad")
                            .addDetails(com.google.protobuf.Any.pack(item("7", "bag")))
                            .build();
            Metadata trailers = new Metadata();
            trailers.put(
                    Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                    status.toByteArray());
            shop.getItem =
                    (_, reply) ->
                            reply.onError(
                                    Status.INVALID_ARGUMENT
                                            .withDescription("bad")
                                            .asRuntimeException(trailers));

            assertThat(gateway.get("/v1/items/7").body())
                    .contains("\"@type\":\"type.googleapis.com/kiban.test.Item\",\"id\":\"7\"");
        }
    }

    private static HttpResponse<String> postGzip(TestGateway gateway, String json)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(UTF_8));
        }
        return gateway.send(
                "/v1/items",
                request ->
                        request.header("content-encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));
    }
}
