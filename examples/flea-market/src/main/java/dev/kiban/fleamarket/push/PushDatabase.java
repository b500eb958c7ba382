package dev.kiban.fleamarket.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL on a folder, and what the push service keeps in it.
final class PushDatabase implements AutoCloseable {
    /// Those of the worker, and some for people.
    private static final int CONNECTIONS = PushWorker.CONCURRENCY + 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The phones' server takes so long to answer.
    private static final String SENDING = "SELECT pg_sleep(0.010)";

    private static final String HALF_OF_A_REPORT = "SELECT pg_sleep(0.250)";
    private static final String IS_SENT =
            "INSERT INTO sent_push (message) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String COUNT = "UPDATE campaign SET sent = sent + 1 WHERE name = ?";
    private static final String REGISTER =
            "INSERT INTO campaign (name) VALUES (?) ON CONFLICT DO NOTHING";

    private final EmbeddedPostgres server;
    private final HikariDataSource source;

    private PushDatabase(EmbeddedPostgres server, HikariDataSource source) {
        this.server = server;
        this.source = source;
    }

    static PushDatabase open(Path folder) {
        try {
            endServerOf(folder);
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder.toAbsolutePath())
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false) // it ends after the worker
                            .setPGStartupWait(PATIENCE)
                            .setServerConfig("synchronous_commit", "off")
                            .start();
            HikariConfig config = new HikariConfig();
            config.setDataSource(server.getPostgresDatabase());
            config.setMaximumPoolSize(CONNECTIONS);
            config.setMinimumIdle(2);
            PushDatabase database = new PushDatabase(server, new HikariDataSource(config));
            database.create();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that was left behind, as the program that started it was killed.
    static void endServerOf(Path folder) throws IOException {
        Path note = folder.resolve("postmaster.pid");
        if (Files.exists(note)) {
            long pid = Long.parseLong(Files.readAllLines(note).getFirst().strip());
            ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                    .ifPresent(
                            server -> {
                                server.destroy();
                                server.onExit().orTimeout(10, TimeUnit.SECONDS).join();
                            });
        }
    }

    HikariDataSource source() {
        return source;
    }

    /// Sends a message, once: what says that it is sent is written with what its sending changes.
    void send(Message message) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (change(connection, IS_SENT, message.id()) > 0) {
                    change(connection, COUNT, message.campaign()); // others wait for this row
                    execute(connection, SENDING);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /// There is such a campaign from now on.
    void register(String campaign) {
        run(connection -> change(connection, REGISTER, campaign));
    }

    /// What finance does once a month: looks at all campaigns, and locks them for half of the time.
    void report() {
        run(
                connection -> {
                    connection.setAutoCommit(false);
                    execute(connection, "SELECT name FROM campaign FOR UPDATE");
                    execute(connection, HALF_OF_A_REPORT);
                    connection.commit();
                    execute(connection, HALF_OF_A_REPORT);
                    connection.commit();
                    return 0;
                });
    }

    /// Messages that are sent.
    long sent() {
        return number("SELECT coalesce(sum(sent), 0) FROM campaign");
    }

    /// Messages that wait.
    long waiting() {
        return number("SELECT count(*) FROM scheduled_tasks");
    }

    @Override
    public void close() {
        source.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() throws IOException {
        try (InputStream tables =
                Objects.requireNonNull(PushDatabase.class.getResourceAsStream("tables.sql"))) {
            String text = new String(tables.readAllBytes(), UTF_8);
            run(
                    connection -> {
                        execute(connection, text);
                        return 0;
                    });
        }
    }

    private long number(String query) {
        return run(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet result = statement.executeQuery(query)) {
                        result.next();
                        return result.getLong(1);
                    }
                });
    }

    private interface Question {
        long ask(Connection connection) throws SQLException;
    }

    private long run(Question question) {
        try (Connection connection = source.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int change(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            return statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
