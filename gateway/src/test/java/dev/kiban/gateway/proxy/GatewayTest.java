package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.proxy.GrpcShop.item;
import static dev.kiban.gateway.proxy.GrpcShop.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.GatewayPlan;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which plan a request goes by, and how a gateway ends.
class GatewayTest {

    @Test
    void goesByTheNewPlanOnceItHasTakenIt() throws Exception {
        try (HttpShop one = new HttpShop(HttpShop.text(200, "one"));
                HttpShop two = new HttpShop(HttpShop.text(200, "two"));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), one.port()))) {
            assertThat(gateway.get("/a").body()).isEqualTo("one");

            gateway.gateway().serve(plan(http("old", prefix("/", "/"), two.port())));

            assertThat(gateway.get("/a").body()).isEqualTo("two");
        }
    }

    @Test
    void endsARequestByThePlanThatItBeganWith() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch swapped = new CountDownLatch(1);
        try (HttpShop one =
                        new HttpShop(
                                exchange -> {
                                    begun.countDown();
                                    await(swapped);
                                    HttpShop.text(200, "one").answer(exchange);
                                });
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), one.port()));
                HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> response =
                    client.sendAsync(
                            HttpRequest.newBuilder(gateway.uri("/a")).build(),
                            BodyHandlers.ofString());
            await(begun);

            gateway.gateway().serve(GatewayPlan.empty());
            swapped.countDown();

            assertThat(response.get(20, TimeUnit.SECONDS).body()).isEqualTo("one");
            assertThat(gateway.get("/a").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keepsConnectionsToWhatStaysAndClosesThoseToWhatHasGone() throws Exception {
        try (HttpShop stays = new HttpShop(HttpShop.text(200, "x"));
                ServerSocket goes = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestGateway gateway =
                        new TestGateway(
                                http("a", prefix("/a/", "/"), stays.port()),
                                http("b", prefix("/b/", "/"), goes.getLocalPort()));
                Socket client =
                        gateway.connect(
                                "GET /b/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Socket upstream = goes.accept()) {
            upstream.setSoTimeout(20_000);
            answer(upstream);
            assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);

            gateway.gateway().serve(plan(http("a", prefix("/a/", "/"), stays.port())));

            assertThat(gateway.get("/a/2").statusCode()).isEqualTo(200);
            assertThat(stays.asked().stream().map(HttpShop.Asked::clientPort).distinct())
                    .hasSize(1);
            assertThat(upstream.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void drainsByFinishingWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch draining = new CountDownLatch(1);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Socket idle = gateway.connect();
                Socket busy = gateway.connect("GET /v1/items/7 HTTP/1.1\r\nHost: a\r\n\r\n")) {
            shop.getItem =
                    (request, reply) -> {
                        begun.countDown();
                        await(draining);
                        one(reply, item(request.getId(), "late"));
                    };
            await(begun);
            CompletableFuture<Boolean> drained =
                    CompletableFuture.supplyAsync(
                            () -> gateway.gateway().drain(Duration.ofSeconds(20)));
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            draining.countDown();

            assertThat(new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("connection: close", "late");
            assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void cutsOffWhatDoesNotEndWhileItDrains() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.getItem = (_, _) -> begun.countDown();
            try (Socket busy = gateway.connect("GET /v1/items/7 HTTP/1.1\r\nHost: a\r\n\r\n")) {
                await(begun);

                boolean inTime = gateway.gateway().drain(Duration.ofMillis(100));

                assertThat(inTime).isFalse();
                assertThat(busy.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void answersWhatIsNoHttpWithAStatus() throws Exception {
        try (TestGateway gateway = new TestGateway(GatewayPlan.empty());
                Socket socket = gateway.connect("hello\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 400 ", "application/json", "{\"code\":3,");
        }
    }

    private static void answer(Socket upstream) throws Exception {
        InputStream in = upstream.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        upstream.getOutputStream()
                .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
