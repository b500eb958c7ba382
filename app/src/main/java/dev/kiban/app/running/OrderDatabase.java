package dev.kiban.app.running;

import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import java.util.Optional;
import java.util.function.Supplier;

/// The orders in a database, which is opened when somebody wants them and it is there.
final class OrderDatabase implements Supplier<Optional<OrderStore>>, AutoCloseable {
    private static final int CONNECTIONS = 1;

    private final DatabaseUrl url;
    private Optional<Database> database = Optional.empty();
    private Optional<OrderStore> store = Optional.empty();

    OrderDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /// @throws dev.kiban.runtime.sql.SqlFault if the database is away
    @Override
    public synchronized Optional<OrderStore> get() {
        if (database.isEmpty()) {
            database = Optional.of(Database.open(url, CONNECTIONS));
        }
        if (store.isEmpty()) {
            store = Optional.of(SqlOrders.in(database.get()));
        }
        return store;
    }

    @Override
    public synchronized void close() {
        database.ifPresent(Database::close);
    }
}
