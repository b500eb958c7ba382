package dev.kiban.pace.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryReport;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two groups of workers of one queue, the old version and the new one, over real HTTP.
class CanaryServerTest {
    private static final long JOBS = 2_000;
    private static final int NEW_WORKERS = 16;

    @TempDir private Path directory;
    private final Transport transport = Transport.start(2);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean ends = new AtomicBoolean();
    private final List<Thread> workers = new ArrayList<>();
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private PaceServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        paces("limits: [{rate: 1000/s}]"),
                        new PaceServer.Parts(
                                System::nanoTime,
                                InstantSource.system(),
                                new SecureRandom(),
                                Logbook.NONE,
                                Log.to(_ -> {})));
    }

    @AfterEach
    void close() throws InterruptedException, IOException {
        stop();
        client.close();
        server.close();
        transport.close();
    }

    /// However many there are of each: the new ones are twice as many here.
    @Test
    void theNewVersionGetsItsShareOfThePermits() throws Exception {
        serve("limits: [{rate: 1000/s}]\n  canary: {by: {header: x-version}, shares: {v2: 5%}}");

        work("v1", 8);
        work("v2", NEW_WORKERS);
        Eventually.passes(() -> assertThat(permits("v2") + permits("rest")).isGreaterThan(JOBS));
        Map<String, Integer> told = Map.copyOf(done);
        CanaryReport report = server.report().getFirst().canary().orElseThrow();
        stop();

        long had = report.given().getFirst().permits();
        long all = had + report.given().getLast().permits();
        assertThat(had).isEqualTo(all * 5 / 100);
        assertThat(had - told.getOrDefault("v2", 0)).isBetween(0L, (long) NEW_WORKERS);
        assertThat(all - had - told.getOrDefault("v1", 0)).isBetween(0L, 20L);
    }

    @Test
    void anOrderTakesItBackAtOnce() throws Exception {
        serve("limits: [{rate: 500/s}]\n  canary: {by: {header: x-version}, shares: {v2: 50%}}");
        work("v1", 8);
        work("v2", 8);
        Eventually.passes(() -> assertThat(permits("v2")).isGreaterThan(20));

        server.obey(ordered(new Order.OtherShare("v2", Share.parse("0%"))));
        long then = permits("v2");
        long rest = permits("rest");
        Eventually.passes(() -> assertThat(permits("rest")).isGreaterThan(rest + 100));

        assertThat(permits("v2")).isEqualTo(then);
        server.obey(Orders.NONE);
        Eventually.passes(() -> assertThat(permits("v2")).isGreaterThan(then + 20));
    }

    @Test
    void saysThatTheShareStandsInTheWay() throws Exception {
        serve(
                "limits: [{rate: 10/s}]\n  wait: 50ms\n  canary: {by: {header: x-version}, shares: {v2: 1%}}");
        assertThat(ask("v1", "").statusCode()).isEqualTo(200);

        HttpResponse<String> held = ask("v2", "");
        HttpResponse<String> reserved = ask("v2", "?wait=0");

        assertThat(held.statusCode()).isEqualTo(429);
        assertThat(held.body()).contains("its share of the permits by 'push/canary' is used");
        assertThat(held.headers().firstValueAsLong("retry-after").orElse(0)).isGreaterThan(5);
        assertThat(reserved.statusCode()).isEqualTo(429);
        assertThat(reserved.body()).contains("its share of the permits by 'push/canary' is used");
    }

    private long permits(String value) {
        return server.report().getFirst().canary().orElseThrow().given().stream()
                .filter(given -> given.value().equals(value))
                .mapToLong(CanaryReport.Given::permits)
                .sum();
    }

    private void work(String version, int number) {
        for (int i = 0; i < number; i++) {
            workers.add(Thread.startVirtualThread(() -> work(version)));
        }
    }

    private void work(String version) {
        while (!ends.get()) {
            try {
                if (ask(version, "").statusCode() == 200) {
                    done.merge(version, 1, Integer::sum);
                }
            } catch (IOException e) {
                return; // the server has ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Each gets the permit that it has asked for, and no other one.
    private void stop() throws InterruptedException, IOException {
        ends.set(true);
        serve("limits: [{rate: 100000/s}]");
        for (Thread worker : workers) {
            worker.join(Duration.ofSeconds(20));
        }
    }

    private HttpResponse<String> ask(String version, String query)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/pace/push%s".formatted(server.port(), query));
        return client.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(20))
                        .header("x-version", version)
                        .build(),
                BodyHandlers.ofString());
    }

    private void serve(String spec) throws IOException {
        server.serve(paces(spec));
    }

    private LivePaces paces(String spec) throws IOException {
        Files.writeString(
                directory.resolve("pace.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: mail-team}
                spec: {}
                ---
                apiVersion: kiban.dev/v1
                kind: Pace
                metadata: {name: push}
                spec:
                  owner: mail-team
                  access: anyone
                  %s
                """
                        .formatted(spec));
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted accepted -> LivePaces.of(accepted.definitions());
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems);
        };
    }

    private static Orders ordered(Order order) {
        return new Orders(
                List.of(
                        new Given(
                                new PaceName("push"),
                                order.about(),
                                Optional.of(order),
                                Optional.empty(),
                                new Given.Made("amy", "", Instant.EPOCH),
                                1)));
    }
}
