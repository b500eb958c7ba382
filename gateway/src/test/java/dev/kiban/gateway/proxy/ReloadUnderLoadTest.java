package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.proxy.GrpcShop.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.Http2Socket;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Plans change while clients ask all the time.
class ReloadUnderLoadTest {

    @Test
    void failsNoRequestInAHundredReloads() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                HttpShop one = new HttpShop(HttpShop.text(200, "x"));
                HttpShop two = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway = new TestGateway(plans(shop, one, two).getFirst());
                Load load = new Load(gateway)) {
            List<GatewayPlan> plans = plans(shop, one, two);
            for (int i = 0; i < 100; i++) {
                int before = load.answers.get();
                gateway.gateway().serve(plans.get(i % plans.size()));
                Eventually.passes(() -> assertThat(load.answers.get()).isGreaterThan(before + 4));
            }

            assertThat(load.faults).isEmpty();
        }
    }

    private static List<GatewayPlan> plans(GrpcShop shop, HttpShop one, HttpShop two) {
        return List.of(
                plan(
                        grpc("shop", shop(), shop.port()),
                        http("old", prefix("/old/", "/"), one.port())),
                plan(
                        grpc("shop", shop(), shop.port()),
                        http("old", prefix("/old/", "/"), two.port())),
                plan(
                        grpc(
                                "shop",
                                shop(Duration.ofSeconds(9), RouteLimits.DEFAULT),
                                shop.port(),
                                shop.port()),
                        http("old", prefix("/old/", "/"), two.port(), one.port())));
    }

    /// Clients that ask all the time, over both versions of HTTP and for both kinds of upstream.
    private static final class Load implements AutoCloseable {
        private final AtomicInteger answers = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> threads;
        private final TestGateway gateway;

        Load(TestGateway gateway) {
            this.gateway = gateway;
            this.threads =
                    List.of(
                            Thread.ofVirtual().start(() -> askHttp1("/v1/items/7")),
                            Thread.ofVirtual().start(() -> askHttp2("/v1/items/7")),
                            Thread.ofVirtual().start(() -> askHttp1("/old/a")),
                            Thread.ofVirtual().start(() -> askHttp2("/old/a")));
        }

        private void askHttp2(String target) {
            try (Http2Socket client = Http2Socket.connect(gateway.uri(target).getPort())) {
                while (!over.get()) {
                    if (!client.get(target)) {
                        faults.add(target + " was not answered with 200");
                    }
                    while (!client.part().isEmpty()) {
                        answers.incrementAndGet();
                    }
                }
            } catch (UncheckedIOException e) {
                faults.add(target + " " + e);
            }
        }

        private void askHttp1(String target) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(gateway.uri(target)).build();
                while (!over.get()) {
                    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                    if (response.statusCode() != 200) {
                        faults.add(target + " " + response.statusCode() + " " + response.body());
                    }
                    answers.incrementAndGet();
                }
            } catch (Exception e) {
                faults.add(target + " " + e);
            }
        }

        @Override
        public void close() {
            over.set(true);
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
