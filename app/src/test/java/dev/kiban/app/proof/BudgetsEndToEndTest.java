package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients were answered stands in the store of budgets, whoever was killed meanwhile.
final class BudgetsEndToEndTest {

    private static final int CLIENTS = 4;

    /// How long the database stays away: `-Dkiban.outage=PT3M` for the bar, else a moment.
    private static final Duration OUTAGE =
            Duration.parse(System.getProperty("kiban.outage", "PT0S"));

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final String REQUESTS = "SELECT sum(valid) FROM slo_minute";
    private static final String MEASURED =
            "SELECT coalesce(sum(bit_count(minutes::bit(64))), 0) FROM slo_measured";

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private Path definitions;
    private Path data;

    @BeforeEach
    void define() {
        definitions = directory.resolve("definitions");
        data = directory.resolve("data");
        new GatewayDefinition(List.of("gwcases.v1.Library"), backend.port(), "")
                .writeTo(definitions, Messages.compiled().descriptorSet());
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void storesWhatClientsSawThoughTheGatewayIsKilled() {
        long answered = killedUnderLoad() + killedUnderLoad();

        shipWhatIsLeft();

        assertThat(answered).isGreaterThanOrEqualTo(40L * CLIENTS);
        assertThat(stored(REQUESTS)).isBetween(answered - 2 * CLIENTS, answered + 2 * CLIENTS);
        assertThat(stored("SELECT count(*) FROM slo_presence")).isPositive();
        assertThat(stored(MEASURED)).as("the minutes of a kill are a gap").isZero();
    }

    @Test
    void storesEachAnswerExactlyThoughTheDatabaseIsKilled() {
        long answered;
        try (GatewayProcess gateway = start()) {
            gateway.awaitOutput("Budgets are kept");
            SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS);
            try (load) {
                load.awaitMore(20 * CLIENTS);
                keepDatabaseAway();
                load.awaitMore(20 * CLIENTS);
                int before = openings(gateway);
                keepDatabaseAway();
                Eventually.passes(() -> assertThat(openings(gateway)).isGreaterThan(before));
                load.awaitMore(20 * CLIENTS);
            }
            answered = load.succeeded();
            assertThat(load.failures()).isEmpty();
            gateway.terminate();
            gateway.exitCode();
        }

        shipWhatIsLeft();

        assertThat(stored(REQUESTS)).isEqualTo(answered);
    }

    @Test
    void servesThoughTheDatabaseCannotStart() {
        EmbeddedPostgres other = EmbeddedPostgres.start(data);
        try (GatewayProcess gateway = start()) {
            try (other) {
                gateway.awaitOutput("is in use by process");

                assertThat(HttpSocket.exchange(gateway.port(), Request.get("/shelves/1")).status())
                        .isEqualTo(200);
            }

            gateway.awaitOutput("Budgets are kept");
            gateway.terminate();
            gateway.exitCode();
        }
    }

    private GatewayProcess start() {
        return GatewayProcess.start(definitions, "--data", data.toString());
    }

    private long killedUnderLoad() {
        GatewayProcess gateway = start();
        SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS);
        load.awaitMore(20 * CLIENTS);

        gateway.close();

        load.awaitEnd();
        return load.succeeded();
    }

    private static int openings(GatewayProcess gateway) {
        return (int)
                gateway.output().stream().filter(line -> line.contains("Budgets are kept")).count();
    }

    /// Kills the server each time that it is there, for as long as told, and once at least.
    private void keepDatabaseAway() {
        long end = System.nanoTime() + OUTAGE.toNanos();
        Eventually.passes(() -> assertThat(killDatabase()).isTrue());
        while (System.nanoTime() < end) {
            killDatabase();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// As a crash would end it: at once, with all its sessions.
    private boolean killDatabase() {
        if (EmbeddedPostgres.runningOn(data).isEmpty()) {
            return false;
        }
        try (Stream<String> note = Files.lines(data.resolve("postgres/postmaster.pid"))) {
            return note.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .map(ProcessHandle::destroyForcibly)
                    .orElse(false);
        } catch (IOException _) {
            return false; // it has just ended by itself
        }
    }

    /// By the next gateway, which ends when nothing waits any more.
    private void shipWhatIsLeft() {
        try (GatewayProcess next = start()) {
            AdminPort admin = new AdminPort(next.adminPort());
            next.awaitOutput("Budgets are kept");
            Eventually.passes(
                    () -> assertThat(admin.metric("kiban_gateway_count_minutes_waiting")).isZero());
            next.terminate();
            next.exitCode();
        }
    }

    private long stored(String query) {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            return number(server.url(), query);
        }
    }

    private static long number(DatabaseUrl url, String query) {
        try (Connection connection =
                        DriverManager.getConnection(
                                url.jdbc(),
                                url.login().user().orElseThrow(),
                                url.login().password().orElseThrow());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
