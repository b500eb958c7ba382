package dev.kiban.slo.store;

import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// One real PostgreSQL for many tests, each with an empty database of its own.
public final class FreshDatabases implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final EmbeddedPostgres server;
    private int made;

    public FreshDatabases(Path folder) {
        this.server = EmbeddedPostgres.start(folder);
    }

    public Database next() throws SQLException {
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

    @Override
    public void close() {
        server.close();
    }
}
