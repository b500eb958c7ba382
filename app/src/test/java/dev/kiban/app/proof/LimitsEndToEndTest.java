package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway process that takes so much and no more.
final class LimitsEndToEndTest {
    private static final int SLOW_CLIENTS = 50;
    private static final String SLOW_HEAD =
            "POST /legacy/slow HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";

    private static final String CLOSED = "kiban_gateway_connections_closed_total";

    @TempDir private Path directory;

    private LegacyServer legacy;
    private GatewayProcess gateway;
    private AdminPort admin;

    @BeforeEach
    void start() throws IOException {
        legacy = new LegacyServer();
        write("limits: {connections: 2, headerBytes: 2Ki}");
        gateway = GatewayProcess.start(directory);
        admin = new AdminPort(gateway.adminPort());
    }

    @AfterEach
    void stop() {
        gateway.close();
        legacy.close();
    }

    @Test
    void takesOtherLimitsWithoutARestart() throws IOException {
        try (HttpSocket first = HttpSocket.connect(gateway.port());
                HttpSocket second = HttpSocket.connect(gateway.port());
                HttpSocket third = HttpSocket.connect(gateway.port())) {
            assertThat(third.closedByPeer()).isTrue();
            assertThat(admin.metric(CLOSED + "{reason=\"connections\"}")).isEqualTo(1);
            assertThat(admin.metric("kiban_gateway_connections")).isEqualTo(2);
            assertThat(status(first)).isEqualTo(200);
            assertThat(statusOfLargeHead(second)).isEqualTo(431);

            write("limits: {connections: 10, perAddress: 2, headerBytes: 8Ki}");
            Eventually.passes(() -> assertThat(admin.generation()).isEqualTo(2));

            assertThat(status(first)).isEqualTo(200);
            Eventually.passes(
                    () -> assertThat(admin.metric("kiban_gateway_connections")).isEqualTo(1));
            try (HttpSocket fourth = HttpSocket.connect(gateway.port())) {
                assertThat(statusOfLargeHead(fourth)).isEqualTo(200);
                try (HttpSocket fifth = HttpSocket.connect(gateway.port())) {
                    assertThat(fifth.closedByPeer()).isTrue();
                }
            }
            assertThat(admin.metric(CLOSED + "{reason=\"address\"}")).isEqualTo(1);
        }
    }

    /// The upstream serves one connection at a time, to its end.
    @Test
    void aSlowClientHoldsNoUpstream() throws IOException {
        try (OneAtATime upstream = new OneAtATime()) {
            write("limits: {}", upstream.port(), "buffer: {requests: 64Ki}");
            Eventually.passes(() -> assertThat(admin.generation()).isEqualTo(2));
            List<HttpSocket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < SLOW_CLIENTS; i++) {
                    slow.add(HttpSocket.connect(gateway.port()).send(SLOW_HEAD).send("01234"));
                }
                Eventually.passes(
                        () ->
                                assertThat(admin.metric("kiban_gateway_buffered_bytes"))
                                        .isEqualTo(5 * SLOW_CLIENTS));

                Answer quick = HttpSocket.exchange(gateway.port(), Request.get("/legacy/quick"));

                assertThat(quick.text()).isEqualTo("1");
                assertThat(upstream.served()).isEqualTo(1);
                slow.forEach(client -> client.send("56789"));
                for (HttpSocket client : slow) {
                    assertThat(client.answer().status()).isEqualTo(200);
                }
                assertThat(upstream.served()).isEqualTo(1 + SLOW_CLIENTS);
                Eventually.passes(
                        () -> assertThat(admin.metric("kiban_gateway_buffered_bytes")).isZero());
            } finally {
                slow.forEach(HttpSocket::close);
            }
        }
    }

    private static int status(HttpSocket connection) {
        return connection.send(Request.get("/legacy/ok/a").bytes()).answer().status();
    }

    private static int statusOfLargeHead(HttpSocket connection) {
        Request request = Request.get("/legacy/ok/a").with("x-large", "a".repeat(4_000));
        return connection.send(request.bytes()).answer().status();
    }

    private void write(String gatewaySpec) throws IOException {
        write(gatewaySpec, legacy.port(), "timeout: 15s");
    }

    private void write(String gatewaySpec, int port, String routeTerm) throws IOException {
        Files.writeString(
                directory.resolve("legacy.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Gateway
                metadata: {name: public}
                spec:
                  %s
                ---
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: proof}
                spec: {displayName: Proof}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: legacy}
                spec:
                  owner: proof
                  tier: experimental
                  upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                  gateway:
                    routes:
                      - http: {prefix: /legacy/, upstreamPrefix: /inner/}
                        access: anyone
                        %s
                """
                        .formatted(gatewaySpec, port, routeTerm));
    }
}
