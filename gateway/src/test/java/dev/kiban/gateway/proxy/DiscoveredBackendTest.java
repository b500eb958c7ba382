package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.found;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.discovery.DiscoveryReport;
import dev.kiban.runtime.dns.NameServers;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.FakeNameServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A backend whose endpoints a real name server tells, which a test changes.
class DiscoveredBackendTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final int CLIENTS = 4;
    private static final String ONE = "127.0.0.1";
    private static final String TWO = "127.0.0.2";

    private final FakeNameServer server = new FakeNameServer();
    private final NameServers names = new NameServers();
    private final Discovery discovery =
            new Discovery(
                    new Discovery.Ports(
                            (name, _) -> names.addresses(name, Optional.of(server.address())),
                            (_, _) -> () -> {},
                            DiscoveryReport.NOBODY),
                    new SplittableRandom(3));

    @AfterEach
    void close() {
        discovery.close();
        names.close();
        server.close();
    }

    @Test
    void noRequestFailsWhileEndpointsComeAndGo() throws Exception {
        try (HttpShop one = new HttpShop(HttpShop.text(200, "one"));
                HttpShop two = beside(one)) {
            server.says("item.shop", ONE);
            try (TestGateway gateway = leadingTo(one.port());
                    Load load = new Load(gateway)) {
                Eventually.passes(() -> assertThat(one.asked()).isNotEmpty());

                for (int round = 1; round <= 3; round++) {
                    server.says("item.shop", TWO);
                    getsAllOfThem(two, one);
                    server.says("item.shop", ONE, TWO);
                    int before = one.asked().size();
                    Eventually.passes(() -> assertThat(one.asked().size()).isGreaterThan(before));
                    server.says("item.shop", ONE);
                    getsAllOfThem(one, two);
                }

                assertThat(load.end()).isZero();
            }
        }
    }

    @Test
    void goesOnWithTheLastOnesWhileNobodyAnswers() throws Exception {
        try (HttpShop one = new HttpShop(HttpShop.text(200, "one"))) {
            server.says("item.shop", ONE);
            try (TestGateway gateway = leadingTo(one.port())) {
                assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
                server.fail(true);
                int before = server.questions();
                Eventually.passes(() -> assertThat(server.questions()).isGreaterThan(before + 4));

                assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void startsWhereTheNameIsNotKnownAndServesWhenItIs() throws Exception {
        try (HttpShop one = new HttpShop(HttpShop.text(200, "one"));
                TestGateway gateway = leadingTo(one.port())) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(502);

            server.says("item.shop", ONE);

            Eventually.passes(() -> assertThat(gateway.get("/a").statusCode()).isEqualTo(200));
        }
    }

    /// All endpoints have one port.
    private static HttpShop beside(HttpShop one) {
        return new HttpShop(
                new InetSocketAddress(InetAddress.ofLiteral(TWO), one.port()),
                HttpShop.text(200, "two"));
    }

    /// Until one gets requests and the other has no more of them.
    private static void getsAllOfThem(HttpShop one, HttpShop other) {
        Eventually.passes(
                () -> {
                    int others = other.asked().size();
                    int before = one.asked().size();
                    Eventually.passes(
                            () -> assertThat(one.asked().size()).isGreaterThan(before + 50));
                    assertThat(other.asked()).hasSize(others);
                });
    }

    private TestGateway leadingTo(int port) {
        Dns source = new Dns("item.shop", port, OFTEN, Optional.of(new Address(ONE, 53)));
        return new TestGateway(plan(found(source, http("old", prefix("/", "/"), port))), discovery);
    }

    /// Clients that ask without a pause.
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger failed = new AtomicInteger();
        private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

        Load(TestGateway gateway) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> ask(gateway));
            }
        }

        private void ask(TestGateway gateway) {
            while (!over.get()) {
                try {
                    if (gateway.get("/a").statusCode() != 200) {
                        failed.incrementAndGet();
                    }
                } catch (Exception e) {
                    failed.incrementAndGet();
                }
            }
        }

        /// Waits for the last answers.
        ///
        /// @return how many requests have failed
        int end() {
            over.set(true);
            clients.close();
            return failed.get();
        }

        @Override
        public void close() {
            int _ = end();
        }
    }
}
