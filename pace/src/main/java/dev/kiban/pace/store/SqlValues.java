package dev.kiban.pace.store;

import dev.kiban.definition.PaceSignal.SqlValue;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.SqlFault;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// Reads numbers from the databases that jobs work on, in transactions that change nothing.
public final class SqlValues implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 4;
    private static final int CONNECTIONS = 2;

    private final Map<String, String> environment;
    private final Map<String, Database> open = new HashMap<>();

    /// @param environment where the URLs of databases are
    public SqlValues(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// @throws IOException if the database does not answer with one number
    public double read(SqlValue source) throws IOException {
        try {
            double value =
                    database(source.variable()).read(connection -> value(connection, source));
            if (!Double.isFinite(value)) {
                throw new IOException("it answered with no number");
            }
            return value;
        } catch (SqlFault e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double value(Connection connection, SqlValue source) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            ResultSet rows = statement.executeQuery(source.query());
            double value = rows.next() ? rows.getDouble(1) : Double.NaN;
            return rows.wasNull() ? Double.NaN : value;
        }
    }

    /// What is wrong is said without the URL, which is secret.
    private synchronized Database database(String variable) throws IOException {
        Database known = open.get(variable);
        if (known != null) {
            return known;
        }
        String url = environment.getOrDefault(variable, "");
        if (url.isEmpty()) {
            throw new IOException(
                    "the environment has no %s: set it to the URL of the database"
                            .formatted(variable));
        }
        try {
            Database database = Database.open(DatabaseUrl.parse(url), CONNECTIONS);
            open.put(variable, database);
            return database;
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s of the environment is no URL of a PostgreSQL database".formatted(variable),
                    e);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Database::close);
        open.clear();
    }
}
