package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.taking;
import static dev.kiban.gateway.Snapshots.tiered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.definition.Tier;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Snapshots;
import dev.kiban.runtime.http.Loop;
import dev.kiban.testkit.Eventually;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A gateway whose event loops have more to do than they can.
class OverloadTest {
    private static final Duration LIMIT = Duration.ofMillis(10);
    private static final Duration BUSY = Duration.ofMillis(40);

    @Test
    void refusesWhatMattersLeastAndServesAgainWhenThereIsRoom() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        CountDownLatch answer = new CountDownLatch(1);
        try (HttpShop slow = new HttpShop(HttpShop.after(answer, 200, "slow"));
                HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                GrpcShop grpc = new GrpcShop();
                TestGateway gateway = new TestGateway(plan(slow, shop, grpc))) {
            try (Socket first = gateway.connect("GET /slow/a HTTP/1.1\r\nHost: a\r\n\r\n");
                    Socket second = gateway.connect("GET /slow/a HTTP/1.1\r\nHost: a\r\n\r\n")) {
                Eventually.passes(() -> assertThat(slow.asked()).hasSize(2)); // on both loops
                gateway.loops().forEach(loop -> keepBusy(loop, busy));

                Eventually.passes(
                        () -> {
                            HttpResponse<String> refused = gateway.get("/old/a");
                            assertThat(refused.statusCode()).isEqualTo(503);
                            assertThat(refused.headers().firstValue("retry-after")).contains("1");
                            assertThat(refused.body())
                                    .contains("\"code\":14", "has too much to do");
                        });
                assertThat(health(gateway)).isEqualTo(ServingStatus.SERVING);
                assertThat(gateway.get("/nowhere").statusCode()).isEqualTo(404);
                assertThat(gateway.shed())
                        .contains("old /old/")
                        .doesNotContain("shop /v1/items/{id}");

                busy.set(false);

                Eventually.passes(
                        () -> assertThat(gateway.get("/old/a").statusCode()).isEqualTo(200));
                assertThat(first.isConnected() && second.isConnected()).isTrue();
            } finally {
                busy.set(false);
                answer.countDown();
            }
        }
    }

    private static GatewayPlan plan(HttpShop slow, HttpShop shop, GrpcShop grpc) {
        Capacity capacity =
                new Capacity(
                        ConnectionLimits.DEFAULT, 1 << 20, Optional.of(LIMIT), Optional.empty());
        return Snapshots.plan(
                taking(capacity),
                tiered(Tier.CRITICAL, http("slow", prefix("/slow/", "/"), slow.port())),
                tiered(Tier.EXPERIMENTAL, http("old", prefix("/old/", "/"), shop.port())),
                tiered(Tier.CRITICAL, grpc("shop", shop(), grpc.port())));
    }

    /// Each turn of the loop takes so long, as with too many requests.
    private static void keepBusy(Loop loop, AtomicBoolean busy) {
        loop.execute(
                () -> {
                    long end = System.nanoTime() + BUSY.toNanos();
                    while (busy.get() && System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                    if (busy.get()) {
                        keepBusy(loop, busy);
                    }
                });
    }

    private static ServingStatus health(TestGateway gateway) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gateway.port()).usePlaintext().build();
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Duration.ofSeconds(20))
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } finally {
            channel.shutdownNow();
        }
    }
}
