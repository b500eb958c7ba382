package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.SHOP;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.proxy.GrpcShop.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.shop.CreateItemRequest;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.ImportItemsResponse;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.ShopGrpc;
import dev.kiban.gateway.shop.WatchItemsRequest;
import dev.kiban.kernel.ServiceName;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GrpcForwardTest {
    private static final GetItemRequest SEVEN = GetItemRequest.newBuilder().setId("7").build();

    @Test
    void passesOnUnaryCalls() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            assertThat(client.blocking().getItem(SEVEN)).isEqualTo(item("7", "thing"));
            assertThat(client.blocking().getItem(SEVEN)).isEqualTo(item("7", "thing"));

            ServedRequest served = gateway.served(2).getFirst();
            assertThat(served.answer().code()).contains(GrpcCode.OK);
            assertThat(served.target().orElseThrow().label()).isEqualTo("/" + SHOP + "/GetItem");
        }
    }

    @Test
    void passesOnStreamsOfReplies() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            Iterator<Item> items =
                    client.blocking()
                            .watchItems(WatchItemsRequest.newBuilder().setQuery("q").build());

            assertThat(items).toIterable().containsExactly(item("1", "q"), item("2", "q"));
        }
    }

    @Test
    void passesOnStreamsOfRequests() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            Replies<ImportItemsResponse> replies = new Replies<>();
            StreamObserver<Item> requests = client.stub().importItems(replies);
            for (int i = 0; i < 1_000; i++) {
                requests.onNext(item("i", "x".repeat(1_000)));
            }
            requests.onCompleted();

            assertThat(replies.all().getFirst().getCount()).isEqualTo(1_000);
        }
    }

    @Test
    void passesOnBothStreamsAtOnce() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            Replies<Item> replies = new Replies<>();
            StreamObserver<Item> requests = client.stub().haggle(replies);
            requests.onNext(item("1", "a"));
            Eventually.passes(() -> assertThat(replies.soFar()).containsExactly(item("1", "a")));
            requests.onNext(item("2", "b"));
            requests.onCompleted();

            assertThat(replies.all()).containsExactly(item("1", "a"), item("2", "b"));
        }
    }

    @Test
    void sendsTheHeadOfACallBeforeItsFirstMessage() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            shop.haggle =
                    reply -> {
                        reply.onNext(item("0", "welcome"));
                        return new Replies<>();
                    };
            Replies<Item> replies = new Replies<>();
            StreamObserver<Item> requests = client.stub().haggle(replies);

            Eventually.passes(
                    () -> assertThat(replies.soFar()).containsExactly(item("0", "welcome")));
            requests.onCompleted();
        }
    }

    @Test
    void keepsMetadataBothWaysTrailersAndDetailsIncluded() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            Metadata.Key<String> word = Metadata.Key.of("x-word", Metadata.ASCII_STRING_MARSHALLER);
            Metadata.Key<byte[]> bin = Metadata.Key.of("x-bin", Metadata.BINARY_BYTE_MARSHALLER);
            Metadata sent = new Metadata();
            sent.put(word, "hello");
            sent.put(bin, new byte[] {1, 2, 3});
            shop.getItem =
                    (_, reply) -> {
                        Metadata trailers = new Metadata();
                        trailers.put(bin, new byte[] {4, 5});
                        reply.onError(
                                Status.ABORTED.withDescription("näh").asRuntimeException(trailers));
                    };
            AtomicReference<Metadata> trailers = new AtomicReference<>();
            ShopGrpc.ShopBlockingStub stub =
                    client.blocking()
                            .withInterceptors(
                                    MetadataUtils.newAttachHeadersInterceptor(sent),
                                    MetadataUtils.newCaptureMetadataInterceptor(
                                            new AtomicReference<>(), trailers));

            StatusRuntimeException error =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stub.getItem(SEVEN));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(error.getStatus().getDescription()).isEqualTo("näh");
            assertThat(trailers.get().get(bin)).containsExactly(4, 5);
            assertThat(shop.calls().getFirst().get(word)).isEqualTo("hello");
            assertThat(shop.calls().getFirst().get(bin)).containsExactly(1, 2, 3);
            assertThat(shop.metadata("x-forwarded-for")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void answersAMethodThatNobodyHasWithUnimplemented() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(grpc("shop", shop(List.of("GetItem")), shop.port()));
                Client client = new Client(gateway)) {
            StatusRuntimeException error =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    client.blocking()
                                            .createItem(CreateItemRequest.getDefaultInstance()));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
            assertThat(error.getStatus().getDescription()).contains("/" + SHOP + "/CreateItem");
        }
    }

    @Test
    void answersUnavailableWhenNobodyListens() throws Exception {
        try (TestGateway gateway =
                        new TestGateway(grpc("shop", shop(), HttpForwardTest.freePort()));
                Client client = new Client(gateway)) {
            StatusRuntimeException error =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> client.blocking().getItem(SEVEN));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(error.getStatus().getDescription())
                    .isEqualTo("the upstream cannot be reached");
        }
    }

    @Test
    void endsACallAtItsDeadlineAndTellsTheService() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc(
                                        "shop",
                                        shop(Duration.ofSeconds(1), RouteLimits.DEFAULT),
                                        shop.port()));
                Client client = new Client(gateway)) {
            shop.getItem = (_, _) -> {};

            StatusRuntimeException error =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> client.blocking().getItem(SEVEN));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(shop.metadata("grpc-timeout")).isNotEmpty();
            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(1));
        }
    }

    @Test
    void cancelsTheCallWhenTheClientDoes() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            shop.getItem = (_, _) -> {};
            ClientCall<GetItemRequest, Item> call =
                    client.channel.newCall(ShopGrpc.getGetItemMethod(), CallOptions.DEFAULT);
            ClientCalls.asyncUnaryCall(call, SEVEN, new Replies<>());
            Eventually.passes(() -> assertThat(shop.calls()).hasSize(1));

            call.cancel("enough", null);

            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(1));
        }
    }

    @Test
    void passesOnCompressedMessagesUntouched() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Client client = new Client(gateway)) {
            assertThat(client.blocking().withCompression("gzip").getItem(SEVEN))
                    .isEqualTo(item("7", "thing"));
            assertThat(shop.metadata("grpc-encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void passesOnCallsToAServiceWhoseSchemaIsNotKnownYet() throws Exception {
        try (GrpcShop shop = new GrpcShop()) {
            var services = grpc("shop", shop(), shop.port());
            Schemas unknown =
                    new Schemas(
                            Map.of(
                                    new ServiceName("shop"),
                                    new SchemaState.NotLoaded("it is starting")));
            GatewayPlan plan =
                    ((GatewayPlan.Compiled) GatewayPlan.compile(Snapshots.of(services), unknown))
                            .plan();
            try (TestGateway gateway = new TestGateway(plan);
                    Client client = new Client(gateway)) {
                assertThat(client.blocking().getItem(SEVEN)).isEqualTo(item("7", "thing"));

                HttpResponse<String> json = gateway.get("/v1/items/7");
                assertThat(json.statusCode()).isEqualTo(503);
                assertThat(json.body()).contains("service 'shop'").doesNotContain("it is starting");
            }
        }
    }

    @Test
    void asksAGrpcClientOverHttp1ToUseHttp2() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response =
                    gateway.post("/" + SHOP + "/GetItem", "", "content-type", "application/grpc");

            assertThat(response.statusCode()).isEqualTo(426);
        }
    }

    @Test
    void answersUnavailableWhenSomethingElseThanGrpcAnswers() throws Exception {
        try (FakeUpstream upstream =
                        new FakeUpstream(
                                exchange -> {
                                    exchange.status(502);
                                    exchange.headers().set("content-type", "text/html");
                                    byte[] html = "<h1>Bad gateway</h1>".getBytes(UTF_8);
                                    exchange.end(html, 0, html.length);
                                });
                TestGateway gateway = new TestGateway(grpc("shop", shop(), upstream.port()));
                Client client = new Client(gateway)) {
            StatusRuntimeException error =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> client.blocking().getItem(SEVEN));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(error.getStatus().getDescription()).contains("HTTP status 502");
        }
    }

    @Test
    void endsAReplyThatBreaksOffWithAStatus() throws Exception {
        try (FakeUpstream upstream =
                        new FakeUpstream(
                                exchange -> {
                                    exchange.headers().set("content-type", "application/grpc");
                                    byte[] frame = FakeUpstream.frame(item("1", "a"));
                                    exchange.write(frame, 0, frame.length);
                                    exchange.abort();
                                });
                TestGateway gateway = new TestGateway(grpc("shop", shop(), upstream.port()));
                Client client = new Client(gateway)) {
            Iterator<Item> items =
                    client.blocking().watchItems(WatchItemsRequest.getDefaultInstance());

            StatusRuntimeException error =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> items.forEachRemaining(item -> assertThat(item).isNotNull()));

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void tellsGrpcAndHttpApartOnOnePort() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                HttpShop old = new HttpShop(HttpShop.text(200, "old"));
                TestGateway gateway =
                        new TestGateway(
                                grpc("shop", shop(), shop.port()),
                                http("old", prefix("/", "/"), old.port()));
                Client client = new Client(gateway)) {
            assertThat(client.blocking().getItem(SEVEN).getId()).isEqualTo("7");
            assertThat(gateway.get("/v1/items/7").body()).contains("thing");
            assertThat(gateway.get("/anything").body()).isEqualTo("old");
            // The template knows the path, but not the method: it is for the old shop.
            assertThat(gateway.post("/v1/items/7", "").body()).isEqualTo("old");
        }
    }

    /// A gRPC client of a gateway.
    private static final class Client implements AutoCloseable {
        private final ManagedChannel channel;

        Client(TestGateway gateway) {
            this.channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                            .usePlaintext()
                            .build();
        }

        ShopGrpc.ShopBlockingStub blocking() {
            return ShopGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
        }

        ShopGrpc.ShopStub stub() {
            return ShopGrpc.newStub(channel).withDeadlineAfter(Duration.ofSeconds(20));
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }

    /// What came back.
    private static final class Replies<T> implements StreamObserver<T> {
        private final List<T> replies = new CopyOnWriteArrayList<>();
        private final CompletableFuture<List<T>> all = new CompletableFuture<>();

        @Override
        public void onNext(T reply) {
            replies.add(reply);
        }

        @Override
        public void onError(Throwable cause) {
            all.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            all.complete(replies);
        }

        List<T> soFar() {
            return replies;
        }

        List<T> all() throws Exception {
            return all.get(20, TimeUnit.SECONDS);
        }
    }
}
