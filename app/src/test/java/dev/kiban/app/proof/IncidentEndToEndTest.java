package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service fails; whoever is on call is paged by a real Alertmanager, and a webhook is told.
final class IncidentEndToEndTest {

    private static final String ALERTMANAGER = "prometheus-alertmanager";
    private static final int MINUTES_BEFORE = 70;

    /// The gateway may need so long to start.
    private static final int MINUTES_AFTER = 5;

    private static final String ROUTES =
            """
                - grpc: {service: gwcases.v1.Library}
                  access: anyone
            """;

    private static final String SLOS =
            """
              slos:
                - name: availability
                  indicator: {availability: {bad: [5xx]}}
                  objective: 99.9%
                  period: {rolling: 28d}
                  alerting: {tiers: [{severity: page, window: 1h, budget: 2%}]}
            """;

    @TempDir private Path directory;

    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private HttpServer people;
    private Process alertmanager;
    private int alertmanagerPort;

    @BeforeEach
    void startAlertmanager() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, ALERTMANAGER))),
                "the package " + ALERTMANAGER + " is not installed");
        people = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        people.createContext("/page", exchange -> hear(exchange, pages));
        people.createContext("/post", exchange -> hear(exchange, posts));
        people.start();
        alertmanagerPort = freePort();
        Path config =
                Files.writeString(
                        directory.resolve("alertmanager.yml"),
                        """
                        route: {receiver: pager, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                        receivers:
                          - name: pager
                            webhook_configs: [{url: "%s"}]
                        """
                                .formatted(person("/page")));
        alertmanager =
                new ProcessBuilder(
                                ALERTMANAGER,
                                "--config.file=" + config,
                                "--storage.path=" + directory.resolve("alertmanager"),
                                "--web.listen-address=127.0.0.1:" + alertmanagerPort,
                                "--cluster.listen-address=")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("alertmanager.log").toFile())
                        .start();
    }

    @AfterEach
    void stopAlertmanager() throws InterruptedException {
        if (alertmanager != null) {
            alertmanager.destroy();
            alertmanager.waitFor();
        }
        if (people != null) {
            people.stop(0);
        }
    }

    @Test
    void pagesOnceWhoeverIsOnCall() throws IOException {
        Path definitions = Files.createDirectory(directory.resolve("definitions"));
        Files.write(definitions.resolve("cases.binpb"), Messages.compiled().descriptorSet());
        Files.writeString(
                definitions.resolve("cases.yaml"),
                GatewayDefinition.yaml(freePort(), ROUTES) + SLOS);
        Path data = directory.resolve("data");
        failForMinutes(data);

        try (GatewayProcess gateway =
                GatewayProcess.start(
                        definitions,
                        "--data",
                        data.toString(),
                        "--alertmanager",
                        "http://127.0.0.1:" + alertmanagerPort,
                        "--webhook",
                        person("/post"))) {
            gateway.awaitOutput("Budgets are kept");
            Eventually.passes(() -> assertThat(pages).isNotEmpty());
            Eventually.passes(() -> assertThat(posts).isNotEmpty());
            gateway.terminate();
            gateway.exitCode();
        }

        assertThat(pages)
                .singleElement()
                .asString()
                .contains(
                        "\"status\":\"firing\"",
                        "cases: 'availability' burns 500.0 times as fast as its budget allows",
                        "Owner: proof.");
        assertThat(posts)
                .singleElement()
                .asString()
                .contains("\"status\": \"firing\"", "\"team\": \"proof\"");
    }

    /// Half of all requests, as another gateway has counted them.
    private static void failForMinutes(Path data) {
        UUID other = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Row row = new Row(new ServiceName("cases"), "GetShelf", "default", 100, 50, List.of(100L));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Database database = Database.open(server.url(), 2)) {
            SqlCounts counts = SqlCounts.in(database);
            for (int minute = -MINUTES_BEFORE; minute < MINUTES_AFTER; minute++) {
                Instant start = now.plus(minute, ChronoUnit.MINUTES);
                counts.take(new Shipment(other, start, true, List.of(), List.of(row)), now);
            }
        }
    }

    private String person(String path) {
        return "http://127.0.0.1:%d%s".formatted(people.getAddress().getPort(), path);
    }

    private static void hear(HttpExchange exchange, List<String> heard) throws IOException {
        heard.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
