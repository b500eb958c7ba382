package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.count.CountReport;
import dev.kiban.gateway.count.CountsOut;
import dev.kiban.gateway.count.MinuteCounts;
import dev.kiban.gateway.count.MinuteCounts.Row;
import dev.kiban.gateway.count.RequestCounts;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that are killed under load, and what they had counted by then.
final class CountsEndToEndTest {

    private static final int CLIENTS = 8;
    private static final String ROUTE = "GetShelf";
    private static final Messages MESSAGES = Messages.compiled();

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private Path definitions;
    private Path counts;

    @BeforeEach
    void define() {
        definitions = directory.resolve("definitions");
        counts = directory.resolve("counts");
        new GatewayDefinition(List.of("gwcases.v1.Library"), backend.port(), "")
                .writeTo(definitions, MESSAGES.descriptorSet());
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    /// An answer may reach its client just before it is counted, and a request may be counted whose
    /// answer never arrives: one for each client that was cut off.
    @Test
    void countsEachAnswerOnceThoughItIsKilledTwice() {
        long answered = killedUnderLoad() + killedUnderLoad();

        Store store = ship();

        assertThat(answered).isGreaterThanOrEqualTo(40L * CLIENTS);
        assertThat(store.valid()).isBetween(answered - 2 * CLIENTS, answered + 2 * CLIENTS);
        assertThat(store.instances()).isEqualTo(2);
        assertThat(store.rows(ROUTE)).allSatisfy(row -> assertThat(row.errors()).isZero());
        assertThat(counts).isEmptyDirectory();
    }

    @Test
    void countsEachAnswerExactlyWhenItIsToldToEnd() {
        long answered;
        try (GatewayProcess gateway = start()) {
            SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS);
            try (load) {
                load.awaitMore(20 * CLIENTS);
            }
            answered = load.succeeded();
            gateway.terminate();
            gateway.exitCode();
        }

        Store store = ship();

        assertThat(store.valid()).isEqualTo(answered);
    }

    @Test
    void twoGatewaysShareAFolder() {
        try (GatewayProcess one = start();
                GatewayProcess other = start()) {
            ask(one, 3);
            ask(other, 4);
        }

        Store store = ship();

        assertThat(store.valid()).isEqualTo(7);
        assertThat(store.instances()).isEqualTo(2);
        assertThat(store.rows(ROUTE)).extracting(Row::valid).contains(3L, 4L);
    }

    @Test
    void hasASeriesForEachRouteBeforeTheFirstRequest() {
        try (GatewayProcess gateway = start()) {
            assertThat(gateway.port()).isPositive();
            Eventually.passes(
                    () -> {
                        try (Stream<Path> files = Files.walk(counts)) {
                            assertThat(files.map(Path::toString))
                                    .filteredOn(file -> file.endsWith(".open"))
                                    .hasSizeGreaterThanOrEqualTo(2);
                        }
                    });
        }

        Store store = ship();

        assertThat(store.valid()).isZero();
        assertThat(store.routes()).contains(ROUTE, "Unannotated");
    }

    private GatewayProcess start() {
        return GatewayProcess.start(definitions, "--counts", counts.toString());
    }

    private long killedUnderLoad() {
        GatewayProcess gateway = start();
        SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS);
        load.awaitMore(20 * CLIENTS);

        gateway.close();

        load.awaitEnd();
        return load.succeeded();
    }

    private static void ask(GatewayProcess gateway, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(HttpSocket.exchange(gateway.port(), Request.get("/shelves/1")).status())
                    .isEqualTo(200);
        }
    }

    /// The next process on the folder, with a store.
    private Store ship() {
        Store store = new Store();
        RequestCounts.Setup setup = new RequestCounts.Setup(counts, UUID.randomUUID(), 1);
        RequestCounts.Ports ports =
                new RequestCounts.Ports(store, store, InstantSource.system(), Log.to(_ -> {}));
        RequestCounts next = RequestCounts.start(setup, ports);
        try {
            Eventually.passes(
                    () -> {
                        try (Stream<Path> folders = Files.list(counts)) {
                            assertThat(folders.filter(Files::isDirectory)).hasSize(1);
                        }
                    });
        } finally {
            next.close();
        }
        return store;
    }

    /// What came out, each minute of an instance once.
    private static final class Store implements CountsOut, CountReport {
        private final Map<Key, MinuteCounts> minutes = new ConcurrentHashMap<>();

        private record Key(UUID instance, Instant minute) {}

        @Override
        public Outcome take(MinuteCounts counted) {
            Key key = new Key(counted.instance(), counted.minute());
            assertThat(minutes.put(key, counted)).isNull();
            return new Taken();
        }

        long valid() {
            return rows().mapToLong(Row::valid).sum();
        }

        long instances() {
            return minutes.keySet().stream().map(Key::instance).distinct().count();
        }

        List<Row> rows(String route) {
            return rows().filter(row -> row.series().route().equals(route)).toList();
        }

        List<String> routes() {
            return rows().map(row -> row.series().route()).distinct().toList();
        }

        private Stream<Row> rows() {
            return minutes.values().stream().flatMap(counted -> counted.rows().stream());
        }

        @Override
        public void minutesWaiting(int waiting) {}

        @Override
        public void minuteLost() {
            throw new AssertionError("a minute is lost");
        }

        @Override
        public void uncounted() {
            throw new AssertionError("a request is not counted");
        }
    }
}
