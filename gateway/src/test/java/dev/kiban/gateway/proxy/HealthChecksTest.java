package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.asked;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Health;
import dev.kiban.definition.Health.GrpcHealth;
import dev.kiban.definition.Health.HttpPath;
import dev.kiban.testkit.Eventually;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void anEndpointThatSaysThatItCannotServeGetsNoRequestsUntilItCan() throws Exception {
        AtomicBoolean well = new AtomicBoolean(true);
        HttpShop.Answer answer =
                exchange -> {
                    boolean check = exchange.getRequestURI().getPath().equals("/healthz");
                    exchange.sendResponseHeaders(check && !well.get() ? 503 : 204, -1);
                    exchange.close();
                };
        Health health = new Health(new HttpPath("/healthz"), OFTEN, LONG, 1, 1);
        try (HttpShop one = new HttpShop(answer);
                HttpShop two = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(
                                asked(
                                        health,
                                        http("old", prefix("/", "/"), one.port(), two.port())))) {
            well.set(false);
            Eventually.passes(() -> assertThat(requestsTo(one, gateway)).isZero());

            well.set(true);
            Eventually.passes(() -> assertThat(requestsTo(one, gateway)).isPositive());
        }
    }

    @Test
    void whenNoneCanServeAllAreTried() throws Exception {
        HttpShop.Answer answer =
                exchange -> {
                    boolean check = exchange.getRequestURI().getPath().equals("/healthz");
                    exchange.sendResponseHeaders(check ? 503 : 204, -1);
                    exchange.close();
                };
        Health health = new Health(new HttpPath("/healthz"), OFTEN, LONG, 1, 1);
        try (HttpShop one = new HttpShop(answer);
                TestGateway gateway =
                        new TestGateway(asked(health, http("old", prefix("/", "/"), one.port())))) {
            Eventually.passes(
                    () ->
                            assertThat(one.asked())
                                    .anyMatch(asked -> asked.target().equals("/healthz")));

            assertThat(gateway.get("/a").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void asksGrpcServersByTheirHealthService() throws Exception {
        Health health = new Health(new GrpcHealth(""), OFTEN, LONG, 1, 1);
        AtomicInteger calls = new AtomicInteger();
        try (GrpcShop one = new GrpcShop();
                GrpcShop two = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                asked(health, grpc("shop", shop(), one.port(), two.port())))) {
            one.getItem =
                    (request, reply) -> {
                        calls.incrementAndGet();
                        GrpcShop.one(reply, GrpcShop.item(request.getId(), "thing"));
                    };
            one.says(ServingStatus.NOT_SERVING);
            Eventually.passes(() -> assertThat(callsOf(calls, gateway)).isZero());

            one.says(ServingStatus.SERVING);
            Eventually.passes(() -> assertThat(callsOf(calls, gateway)).isPositive());
        }
    }

    private static int callsOf(AtomicInteger calls, TestGateway gateway) throws Exception {
        int before = calls.get();
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/v1/items/7").statusCode()).isEqualTo(200);
        }
        return calls.get() - before;
    }

    private static long requestsTo(HttpShop shop, TestGateway gateway) throws Exception {
        long before = requests(shop);
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/a").statusCode()).isLessThan(300);
        }
        return requests(shop) - before;
    }

    private static long requests(HttpShop shop) {
        return shop.asked().stream().filter(asked -> asked.target().equals("/a")).count();
    }
}
