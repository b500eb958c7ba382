package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.held;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Concurrency;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.testkit.Eventually;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Backends that get more requests than they may have, or can serve.
class SaturatedBackendTest {
    private static final int CLIENTS = 60;

    /// What the backend serves at a time.
    private static final int CAPACITY = 4;

    private static final long SERVICE_NANOS = 5_000_000;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void letGo() {
        over.set(true);
        held.countDown();
        clients.shutdownNow();
    }

    @Test
    void oneMoreThanTheLimitIsToldToComeAgain() throws Exception {
        HttpShop.Answer slow =
                exchange -> {
                    awaitEnd(held);
                    HttpShop.text(200, "done").answer(exchange);
                };
        try (HttpShop shop = new HttpShop(slow);
                TestGateway gateway =
                        new TestGateway(
                                held(
                                        new Concurrency(2, 10, Optional.empty()),
                                        http("old", prefix("/", "/"), shop.port())));
                Release _ = new Release(held)) {
            AtomicInteger served = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                whenever(
                        () -> {
                            if (gateway.get("/a").statusCode() == 200) {
                                served.incrementAndGet();
                            }
                            return null;
                        });
            }
            Eventually.passes(() -> assertThat(shop.asked()).hasSize(2));

            HttpResponse<String> third = gateway.get("/a");

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("retry-after")).contains("1");
            assertThat(third.body()).contains("too many requests wait for the upstream");
            held.countDown();
            Eventually.passes(() -> assertThat(served).hasValue(2));
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void transcodedCallsAreHeldBackToo() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                held(
                                        new Concurrency(1, 10, Optional.empty()),
                                        grpc("shop", shop(), shop.port())));
                Release _ = new Release(held)) {
            shop.getItem =
                    (request, reply) -> {
                        awaitEnd(held);
                        GrpcShop.one(reply, GrpcShop.item(request.getId(), "thing"));
                    };
            whenever(() -> gateway.get("/v1/items/7"));
            Eventually.passes(() -> assertThat(shop.calls()).hasSize(1));

            HttpResponse<String> second = gateway.get("/v1/items/7");

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("retry-after")).contains("1");
            held.countDown();
        }
    }

    @Test
    void aBackendThatGetsTooMuchIsHeldToWhatItCanServe() throws Exception {
        Semaphore places = new Semaphore(CAPACITY, true);
        HttpShop.Answer busy =
                exchange -> {
                    places.acquireUninterruptibly();
                    LockSupport.parkNanos(SERVICE_NANOS);
                    places.release();
                    HttpShop.text(200, "done").answer(exchange);
                };
        try (HttpShop shop = new HttpShop(busy)) {
            GatewayPlan plan =
                    plan(
                            held(
                                    new Concurrency(1_000, 1_000, Optional.of(1)),
                                    http("old", prefix("/", "/"), shop.port())));
            UpstreamTarget target = plan.upstreams().iterator().next();
            AtomicInteger served = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            try (TestGateway gateway = new TestGateway(plan)) {
                for (int i = 0; i < CLIENTS; i++) {
                    whenever(
                            () -> {
                                while (!over.get()) {
                                    int status = gateway.get("/a").statusCode();
                                    (status == 200 ? served : refused).incrementAndGet();
                                    pauseIf(status != 200);
                                }
                                return null;
                            });
                }

                Eventually.passes(
                        () -> {
                            assertThat(served.get()).isGreaterThan(1_000);
                            assertThat(gateway.gateway().limit(target))
                                    .hasValueSatisfying(
                                            limit ->
                                                    assertThat(limit.limit())
                                                            .isLessThan(CLIENTS / 2));
                        });
                over.set(true);
                assertThat(refused.get()).isPositive();
                Eventually.passes(
                        () ->
                                assertThat(gateway.gateway().limit(target).orElseThrow().underWay())
                                        .isZero());
            }
        }
    }

    /// A client that may be cut off when the test is over.
    private void whenever(Callable<?> work) {
        clients.execute(
                () -> {
                    try {
                        work.call();
                    } catch (Exception e) {
                        cutOff.incrementAndGet();
                    }
                });
    }

    /// Lets requests go before servers wait for their end.
    private record Release(CountDownLatch latch) implements AutoCloseable {
        @Override
        public void close() {
            latch.countDown();
        }
    }

    /// Who is told to come again does not come at once.
    private static void pauseIf(boolean refused) {
        if (refused) {
            LockSupport.parkNanos(SERVICE_NANOS);
        }
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
