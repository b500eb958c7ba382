package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients were answered stands in the store of budgets, whoever was killed meanwhile.
final class BudgetsEndToEndTest {

    private static final int CLIENTS = 4;

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
        assertThat(stored()).isBetween(answered - 2 * CLIENTS, answered + 2 * CLIENTS);
    }

    @Test
    void storesEachAnswerExactlyThoughTheDatabaseIsKilled() {
        long answered;
        try (GatewayProcess gateway = start()) {
            gateway.awaitOutput("Budgets are kept");
            SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS);
            try (load) {
                load.awaitMore(20 * CLIENTS);
                killDatabase();
                load.awaitMore(20 * CLIENTS);
                Eventually.passes(
                        () ->
                                assertThat(gateway.output())
                                        .filteredOn(line -> line.contains("Budgets are kept"))
                                        .hasSize(2));
                load.awaitMore(20 * CLIENTS);
            }
            answered = load.succeeded();
            assertThat(load.failures()).isEmpty();
            gateway.terminate();
            gateway.exitCode();
        }

        shipWhatIsLeft();

        assertThat(stored()).isEqualTo(answered);
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

    /// The server as a crash would end it: at once, with all its sessions.
    private void killDatabase() {
        try (Stream<String> note = Files.lines(data.resolve("postgres/postmaster.pid"))) {
            long pid = Long.parseLong(note.findFirst().orElseThrow());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private long stored() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            return number(server.url(), "SELECT sum(valid) FROM slo_minute");
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
