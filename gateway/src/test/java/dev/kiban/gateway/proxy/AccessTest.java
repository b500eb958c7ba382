package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.under;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kiban.definition.AccessRule;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.ShopGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may call, and what services are told about it, on routes of each kind.
class AccessTest {
    private static final AccessRule CLOSED = new AccessRule.Nobody(Snapshots.at(8));
    private static final GetItemRequest SEVEN = GetItemRequest.newBuilder().setId("7").build();

    private static final String FORGED =
            """
            x-kiban-subject: admin\r
            X-KIBAN-Subject: admin\r
            x_kiban_subject: admin\r
            x-kiban-subject-bin: YWRtaW4=\r
            X-Plain: kept\r
            Connection: close\r
            \r
            """;

    @Test
    void closesAnHttpRoute() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway =
                        new TestGateway(
                                http("old", under(CLOSED, prefix("/old/", "/")), shop.port()))) {
            HttpResponse<String> response = gateway.post("/old/a", "body");

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body())
                    .isEqualTo("{\"code\":7,\"message\":\"the route is closed\",\"details\":[]}");
            assertThat(shop.asked()).isEmpty();
            ServedRequest served = gateway.firstServed();
            assertThat(served.target().orElseThrow().label()).isEqualTo("/old/");
            assertThat(served.answer().fault()).isEqualTo("the route is closed");
        }
    }

    @Test
    void closesAGrpcRouteForClientsOfBothKinds() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(grpc("shop", under(CLOSED, shop()), shop.port()))) {
            assertThat(gateway.get("/v1/items/7").statusCode()).isEqualTo(403);

            assertThat(call(gateway, new Metadata()).getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(shop.calls()).isEmpty();
        }
    }

    @Test
    void takesForgedIdentitiesOffHttp() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()));
                Socket socket = gateway.connect("GET /a HTTP/1.1\r\nHost: a\r\n" + FORGED)) {
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();

            Set<String> names = shop.asked().getFirst().exchange().getRequestHeaders().keySet();
            assertThat(names).contains("X-plain").noneMatch(AccessTest::speaksOfKiban);
        }
    }

    @Test
    void takesForgedIdentitiesOffTranscodedRequests() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Socket socket =
                        gateway.connect("GET /v1/items/7 HTTP/1.1\r\nHost: a\r\n" + FORGED)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).contains(" 200 ");

            assertThat(shop.calls().getFirst().keys())
                    .contains("x-plain")
                    .noneMatch(AccessTest::speaksOfKiban);
        }
    }

    @Test
    void takesForgedIdentitiesOffGrpcCalls() throws Exception {
        Metadata forged = new Metadata();
        forged.put(ascii("x-kiban-subject"), "admin");
        forged.put(ascii("x-kiban-subject"), "root");
        forged.put(ascii("x_kiban_subject"), "admin");
        forged.put(ascii("x-plain"), "kept");
        forged.put(
                Metadata.Key.of("x-kiban-subject-bin", Metadata.BINARY_BYTE_MARSHALLER),
                new byte[] {1});
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            assertThat(call(gateway, forged).isOk()).isTrue();

            assertThat(shop.calls().getFirst().keys())
                    .contains("x-plain")
                    .noneMatch(AccessTest::speaksOfKiban);
        }
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static boolean speaksOfKiban(String name) {
        return name.toLowerCase(Locale.ROOT).contains("kiban");
    }

    private static Status call(TestGateway gateway, Metadata metadata) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gateway.port()).usePlaintext().build();
        try {
            ShopGrpc.ShopBlockingStub stub =
                    ShopGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
            StatusRuntimeException error =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stub.getItem(SEVEN));
            return error == null ? Status.OK : error.getStatus();
        } finally {
            channel.shutdownNow();
        }
    }
}
