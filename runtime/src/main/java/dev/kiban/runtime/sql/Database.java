package dev.kiban.runtime.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A pool of connections to one PostgreSQL database.
///
/// ```java
/// try (Database database = Database.open(url, 8)) {
///     long events = database.read(connection -> count(connection));
/// }
/// ```
///
/// Each `read` and `write` is one transaction on one connection: committed when its work returns,
/// rolled back when it throws. What the driver throws becomes a [SqlFault].
public final class Database implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /// Held on to: what nobody holds is forgotten with its level.
    private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");

    static {
        POOL.setLevel(Level.OFF); // what it has to say, it throws too
    }

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /// Opens at least one connection.
    ///
    /// @param connections how many there are at most; those who want one more wait
    /// @throws SqlFault if there is no such database, or it does not let us in
    public static Database open(DatabaseUrl url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("kiban");
        config.setJdbcUrl(url.jdbc());
        url.login().user().ifPresent(config::setUsername);
        url.login().password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
        config.setAutoCommit(false);
        try {
            return new Database(new HikariDataSource(config));
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SqlFault("cannot open %s: %s".formatted(url, cause.getMessage()), e);
        }
    }

    /// Looks at one unchanging state of the database.
    public <T> T read(Work<T> work) {
        return transaction(Connection.TRANSACTION_REPEATABLE_READ, true, work);
    }

    /// Changes the database, all of it or nothing.
    public <T> T write(Work<T> work) {
        return transaction(Connection.TRANSACTION_READ_COMMITTED, false, work);
    }

    @Override
    public void close() {
        pool.close();
    }

    DataSource source() {
        return pool;
    }

    private <T> T transaction(int isolation, boolean readOnly, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setTransactionIsolation(isolation); // the pool resets both
            connection.setReadOnly(readOnly);
            return commit(connection, work);
        } catch (SQLException e) {
            throw SqlFault.of(e);
        }
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.run(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it; why is on its way to the caller.
        }
    }

    /// What is done in one transaction.
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
