package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.Service;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.access.Fetch;
import dev.kiban.gateway.access.HttpFetch;
import dev.kiban.gateway.access.Keys;
import dev.kiban.gateway.access.NoIssuers;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.ShopGrpc;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.OpenIdProvider;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Routes that ask who calls.
class GuardedRouteTest {
    private static final AccessRule READERS =
            new Allowed(List.of("customers"), Map.of("GetItem", List.of("items.read")), at(8));
    private static final AccessRule WRITERS =
            new Allowed(List.of("customers"), Map.of("POST", List.of("old.write")), at(8));

    private final OpenIdProvider provider = new OpenIdProvider(InstantSource.system());
    private final HttpFetch fetch = new HttpFetch();
    private final Issuer issuer =
            new Issuer(
                    "customers",
                    provider.issuer(),
                    List.of("shop"),
                    Duration.ofSeconds(30),
                    Optional.empty());

    @AfterEach
    void close() {
        fetch.close();
        provider.close();
    }

    @Test
    void tellsTheServiceWhoCallsAndNothingThatTheClientSaysAboutIt() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = guarding(grpc("shop", under(READERS, shop()), shop.port()))) {
            HttpResponse<String> response =
                    gateway.get(
                            "/v1/items/7",
                            "Authorization",
                            bearer("items.read extra"),
                            "X-Kiban-Subject",
                            "admin",
                            "x_kiban_scopes",
                            "all");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(shop.metadata("x-kiban-caller")).isEqualTo("customers");
            assertThat(shop.metadata("x-kiban-subject")).isEqualTo("user-7");
            assertThat(shop.metadata("x-kiban-scopes")).isEqualTo("extra items.read");
            assertThat(shop.calls().getFirst().keys()).doesNotContain("x_kiban_scopes");
        }
    }

    @Test
    void asksForATokenAndForItsScopes() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = guarding(grpc("shop", under(READERS, shop()), shop.port()))) {
            HttpResponse<String> none = gateway.get("/v1/items/7");
            HttpResponse<String> nonsense =
                    gateway.get("/v1/items/7", "Authorization", "Bearer nonsense");
            HttpResponse<String> narrow =
                    gateway.get("/v1/items/7", "Authorization", bearer("items.write"));

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().allValues("www-authenticate")).containsExactly("Bearer");
            assertThat(none.body())
                    .startsWith("{\"code\":16,\"message\":\"the route needs a token or a key");
            assertThat(nonsense.statusCode()).isEqualTo(401);
            assertThat(nonsense.headers().allValues("www-authenticate"))
                    .containsExactly(
                            "Bearer error=\"invalid_token\", error_description=\"it is no signed token\"");
            assertThat(narrow.statusCode()).isEqualTo(403);
            assertThat(narrow.headers().allValues("www-authenticate"))
                    .containsExactly("Bearer error=\"insufficient_scope\", scope=\"items.read\"");
            assertThat(shop.calls()).isEmpty();
        }
    }

    @Test
    void answersGrpcClientsInTheirWords() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = guarding(grpc("shop", under(READERS, shop()), shop.port()))) {
            assertThat(call(gateway, "").getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(call(gateway, bearer("")).getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(call(gateway, bearer("items.read")).getCode()).isEqualTo(Status.Code.OK);
            assertThat(shop.metadata("x-kiban-subject")).isEqualTo("user-7");
        }
    }

    @Test
    void asksHttpClientsForTheScopesOfTheirMethod() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway =
                        guarding(http("old", under(WRITERS, prefix("/", "/")), shop.port()))) {
            String token = bearer("items.read");

            assertThat(gateway.get("/a", "Authorization", token).statusCode()).isEqualTo(200);
            assertThat(gateway.post("/a", "x", "Authorization", token).statusCode()).isEqualTo(403);
            assertThat(shop.asked()).hasSize(1);
            assertThat(shop.asked().getFirst().header("X-Kiban-Subject")).isEqualTo("user-7");
            assertThat(shop.asked().getFirst().header("X-Kiban-Caller")).isEqualTo("customers");
        }
    }

    @Test
    void letsRequestsWaitForAKeyAndLosesNothingOfThem() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Fetch slowly =
                url -> {
                    await(slow);
                    return fetch.get(url);
                };
        String body = "x".repeat(300_000);
        try (HttpShop shop =
                        new HttpShop(
                                exchange -> {
                                    byte[] all = exchange.getRequestBody().readAllBytes();
                                    exchange.sendResponseHeaders(200, all.length);
                                    exchange.getResponseBody().write(all);
                                    exchange.close();
                                });
                GrpcShop grpcShop = new GrpcShop();
                TestGateway old =
                        guarding(
                                slowly,
                                http("old", under(WRITERS, prefix("/", "/")), shop.port()));
                TestGateway items =
                        guarding(slowly, grpc("shop", under(READERS, shop()), grpcShop.port()))) {
            String token = bearer("items.read old.write");
            CompletableFuture<HttpResponse<String>> posted =
                    later(() -> old.post("/a", body, "Authorization", token));
            CompletableFuture<HttpResponse<String>> got =
                    later(() -> items.get("/v1/items/7", "Authorization", token));
            CompletableFuture<Status> called = later(() -> call(items, token));
            Eventually.passes(() -> assertThat(old.begun() + items.begun()).isEqualTo(3));
            assertThat(shop.asked()).isEmpty();
            slow.countDown();

            assertThat(posted.get().statusCode()).isEqualTo(200);
            assertThat(posted.get().body()).isEqualTo(body);
            assertThat(got.get().statusCode()).isEqualTo(200);
            assertThat(called.get().isOk()).isTrue();
        }
    }

    @Test
    void saysToComeAgainIfThereAreNoKeys() throws Exception {
        provider.fail(true);
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway =
                        guarding(http("old", under(WRITERS, prefix("/", "/")), shop.port()))) {
            HttpResponse<String> response = gateway.get("/a", "Authorization", bearer(""));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().allValues("retry-after")).containsExactly("1");
            assertThat(shop.asked()).isEmpty();
        }
    }

    private TestGateway guarding(Service service) {
        return guarding(fetch, service);
    }

    private TestGateway guarding(Fetch by, Service service) {
        return new TestGateway(
                Snapshots.plan(issuer, service),
                ListenSettings.plain("127.0.0.1", 0),
                new Keys(
                        by,
                        InstantSource.system(),
                        Log.of(GuardedRouteTest.class),
                        NoIssuers.unheard()));
    }

    private String bearer(String scopes) {
        return "Bearer " + provider.accessToken("shop", Map.of("sub", "user-7", "scope", scopes));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /// Something that takes its time.
    private interface Asking<T> {
        T ask() throws Exception;
    }

    private static <T> CompletableFuture<T> later(Asking<T> asking) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        answer.complete(asking.ask());
                    } catch (Exception e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    private static Status call(TestGateway gateway, String authorization) {
        Metadata metadata = new Metadata();
        if (!authorization.isEmpty()) {
            metadata.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    authorization);
        }
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gateway.port()).usePlaintext().build();
        try {
            ShopGrpc.ShopBlockingStub stub =
                    ShopGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
            Item item = stub.getItem(GetItemRequest.newBuilder().setId("7").build());
            assertThat(item.getId()).isEqualTo("7");
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        } finally {
            channel.shutdownNow();
        }
    }
}
