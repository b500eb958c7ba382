package dev.kiban.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.access.NoIssuers;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.proxy.Gateway;
import dev.kiban.gateway.proxy.LoopPorts;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.gateway.schema.HttpReflectionCalls;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.ShopGrpc;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.runtime.telemetry.trace.Tracer;
import dev.kiban.testkit.Eventually;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway that keeps to its directory and its upstreams while both change.
class LiveGatewayTest {
    private static final Log LOG = Log.to(line -> {});

    @TempDir private Path directory;
    private final GatewayMetrics metrics = new GatewayMetrics(new Metrics());
    private final GatewayStatus status = new GatewayStatus();
    private final Transport transport = Transport.start(2);
    private final SchemaSources schemas =
            new SchemaSources(new HttpReflectionCalls(transport.loops().getFirst()), metrics, LOG);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer old;
    private Gateway gateway;
    private ReloadLoop loop;
    private ShopDirectory shop;
    private int shopPort;

    @BeforeEach
    void open() throws IOException {
        old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        old.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        old.start();
        shopPort = freePort();
        shop = new ShopDirectory(directory).fill(shopPort);
        writeOld("/legacy/");
        writeReflectingShop();
        gateway =
                Gateway.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        new Gateway.Setup(
                                GatewayPlan.empty(),
                                InstantSource.system(),
                                NoIssuers.keys(),
                                new Rates(),
                                (_, _, _) -> {},
                                _ -> new LoopPorts(request -> {}, Tracer.carrying()),
                                Discovery.none(),
                                LimitReport.NONE,
                                BalanceReport.NOBODY));
        loop =
                new ReloadLoop(
                        directory,
                        schemas,
                        InstantSource.system(),
                        new ReloadLoop.Ports(status, metrics, LOG));
        assertThat(loop.first()).isInstanceOf(Reload.Compiled.class);
        gateway.serve(status.live().orElseThrow().plan());
        loop.start(live -> gateway.serve(live.plan()));
    }

    @AfterEach
    void close() {
        loop.close();
        schemas.close();
        gateway.close();
        transport.close();
        client.close();
        old.stop(0);
    }

    @Test
    void servesOtherRoutesWhileAnUpstreamHasNotGivenItsSchema() throws Exception {
        HttpResponse<String> item = get("/v1/items/m1");

        assertThat(item.statusCode()).isEqualTo(503);
        assertThat(item.body())
                .contains("\"code\":14", "service 'shop'")
                .doesNotContain("127.0.0.1:" + shopPort);
        assertThat(get("/legacy/users/7").statusCode()).isEqualTo(204);
    }

    @Test
    void servesAServiceOnceItHasGivenItsSchema() throws Exception {
        assertThat(get("/v1/items/m1").statusCode()).isEqualTo(503);

        Server server = startShop();
        try {
            Eventually.passes(() -> assertThat(get("/v1/items/m1").statusCode()).isEqualTo(200));
            assertThat(get("/v1/items/m1").body()).contains("\"id\":\"m1\"");
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void goesByAChangedDirectoryAndStaysWhenAChangeIsWrong() throws Exception {
        writeOld("/old/");
        Eventually.passes(() -> assertThat(get("/old/users/7").statusCode()).isEqualTo(204));
        assertThat(get("/legacy/users/7").statusCode()).isNotEqualTo(204);

        writeOld("no-slash");
        Eventually.passes(() -> assertThat(status.problems()).isNotEmpty());

        assertThat(get("/old/users/7").statusCode()).isEqualTo(204);
    }

    private void writeOld(String prefix) {
        shop.write(
                "old.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: old}
                spec:
                  owner: shop-team
                  tier: standard
                  description: The old shop.
                  upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                  gateway: {routes: [{http: {prefix: "%s"}, access: anyone}]}
                """
                        .formatted(old.getAddress().getPort(), prefix));
    }

    private void writeReflectingShop() {
        shop.write(
                "shop.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: shop}
                spec:
                  owner: shop-team
                  tier: standard
                  description: A shop.
                  schema: {reflection: {}}
                  upstream: {protocol: grpc, addresses: ["127.0.0.1:%d"]}
                  gateway: {routes: [{grpc: {service: kiban.test.Shop}, access: anyone}]}
                """
                        .formatted(shopPort));
    }

    private Server startShop() throws IOException {
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), shopPort))
                .addService(new Shop())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build()
                .start();
    }

    private HttpResponse<String> get(String target) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(gateway.port(), target));
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Shop extends ShopGrpc.ShopImplBase {
        @Override
        public void getItem(GetItemRequest request, StreamObserver<Item> reply) {
            reply.onNext(Item.newBuilder().setId(request.getId()).build());
            reply.onCompleted();
        }
    }
}
