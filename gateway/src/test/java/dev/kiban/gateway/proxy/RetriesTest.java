package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.trying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import dev.kiban.definition.Service;
import io.grpc.Status;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Retries ALWAYS =
            new Retries(3, EnumSet.allOf(Reason.class), 100, Optional.of(Duration.ofSeconds(1)));

    @Test
    void aReadIsTriedAgainElsewhere() throws Exception {
        try (HttpShop bad = new HttpShop(HttpShop.text(503, "not now"));
                HttpShop good = new HttpShop(HttpShop.text(200, "here"));
                TestGateway gateway = new TestGateway(old(bad, good))) {
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> response = gateway.get("/a");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("here");
            }
            assertThat(bad.asked()).isNotEmpty();
        }
    }

    @Test
    void whatChangesSomethingIsNot() throws Exception {
        try (HttpShop bad = new HttpShop(HttpShop.text(503, "not now"));
                TestGateway gateway = new TestGateway(old(bad))) {
            HttpResponse<String> response = gateway.post("/a", "{}");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("not now");
            assertThat(bad.asked()).hasSize(1);
        }
    }

    @Test
    void aSmallBodyIsSentAgainAsAWhole() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();
        HttpShop.Answer failsOnce =
                exchange -> {
                    bodies.add(read(exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(failed.getAndSet(true) ? 204 : 503, -1);
                    exchange.close();
                };
        try (HttpShop one = new HttpShop(failsOnce);
                TestGateway gateway = new TestGateway(old(one))) {
            HttpResponse<String> response =
                    gateway.send("/a", to -> to.PUT(BodyPublishers.ofString("all of it")));

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(bodies).containsExactly("all of it", "all of it");
        }
    }

    @Test
    void aLargeBodyIsNot() throws Exception {
        try (HttpShop bad = new HttpShop(HttpShop.text(503, "not now"));
                TestGateway gateway = new TestGateway(old(bad))) {
            HttpResponse<String> response =
                    gateway.send("/a", to -> to.PUT(BodyPublishers.ofString("x".repeat(100_000))));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(bad.asked()).hasSize(1);
        }
    }

    @Test
    void anEndpointThatSaysNothingIsGivenUpForAnother() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger silent = new AtomicInteger();
        HttpShop.Answer firstIsSilent =
                exchange -> {
                    if (silent.getAndIncrement() == 0) {
                        await(over);
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                };
        try (HttpShop one = new HttpShop(firstIsSilent);
                TestGateway gateway = new TestGateway(old(one))) {
            HttpResponse<String> response = gateway.get("/a");

            assertThat(response.statusCode()).isEqualTo(204);
            over.countDown();
        }
    }

    @Test
    void aTranscodedReadIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(grpc("shop", trying(ALWAYS, shop()), shop.port()))) {
            shop.getItem =
                    (request, reply) -> {
                        if (calls.getAndIncrement() == 0) {
                            reply.onError(Status.UNAVAILABLE.asRuntimeException());
                        } else {
                            GrpcShop.one(reply, GrpcShop.item(request.getId(), "thing"));
                        }
                    };

            assertThat(gateway.get("/v1/items/7").statusCode()).isEqualTo(200);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aTranscodedWriteIsNot() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(grpc("shop", trying(ALWAYS, shop()), shop.port()))) {
            shop.createItem =
                    (_, reply) -> {
                        calls.incrementAndGet();
                        reply.onError(Status.UNAVAILABLE.asRuntimeException());
                    };

            assertThat(gateway.post("/v1/items", "{}").statusCode()).isEqualTo(503);
            assertThat(calls).hasValue(1);
        }
    }

    private static Service old(HttpShop... shops) {
        int[] ports = new int[shops.length];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = shops[i].port();
        }
        return http("old", trying(ALWAYS, prefix("/", "/")), ports);
    }

    private static String read(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
