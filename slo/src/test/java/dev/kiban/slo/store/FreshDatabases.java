package dev.kiban.slo.store;

import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One real PostgreSQL for the tests of a class, each with an empty database of its own.
final class FreshDatabases
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final int CONNECTIONS = 8;

    private @Nullable Path folder;
    private @Nullable EmbeddedPostgres server;
    private @Nullable Database database;
    private int made;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path place = Files.createTempDirectory("databases");
        folder = place;
        server = EmbeddedPostgres.start(place.resolve("data"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        database = next(Objects.requireNonNull(server));
    }

    /// That of the test which runs.
    Database database() {
        return Objects.requireNonNull(database);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database().close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Objects.requireNonNull(server).close();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Database next(EmbeddedPostgres server) throws SQLException {
        String name = "test_" + ++made;
        DatabaseUrl url = server.url();
        DatabaseUrl.Login login = url.login();
        // No transaction: PostgreSQL makes databases outside of them only.
        try (Connection connection =
                        DriverManager.getConnection(
                                url.jdbc(),
                                login.user().orElseThrow(),
                                login.password().orElseThrow());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            // Hundreds of minutes are shipped, and no test cuts the power.
            statement.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
        }
        return Database.open(url.withDatabase(name), CONNECTIONS);
    }
}
