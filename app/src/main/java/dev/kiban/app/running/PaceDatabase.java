package dev.kiban.app.running;

import dev.kiban.pace.cruise.ProgressStore;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.portion.PortionStore;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlPortions;
import dev.kiban.pace.store.SqlProgress;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import java.util.Optional;

/// What a pace server reads and tells in a database, which is opened when somebody wants that and
/// it is there.
final class PaceDatabase implements AutoCloseable {
    /// Orders, sights, campaigns, and portions: none of them waits for another.
    private static final int CONNECTIONS = 4;

    private final DatabaseUrl url;
    private Optional<Stores> stores = Optional.empty();

    private record Stores(
            Database database,
            OrderStore orders,
            SightStore sights,
            ProgressStore progress,
            PortionStore portions) {}

    PaceDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /// @throws dev.kiban.runtime.sql.SqlFault if the database is away
    Optional<OrderStore> orders() {
        return Optional.of(open().orders());
    }

    /// @throws dev.kiban.runtime.sql.SqlFault if the database is away
    Optional<SightStore> sights() {
        return Optional.of(open().sights());
    }

    /// @throws dev.kiban.runtime.sql.SqlFault if the database is away
    Optional<ProgressStore> progress() {
        return Optional.of(open().progress());
    }

    /// @throws dev.kiban.runtime.sql.SqlFault if the database is away
    Optional<PortionStore> portions() {
        return Optional.of(open().portions());
    }

    private synchronized Stores open() {
        if (stores.isEmpty()) {
            stores = Optional.of(open(url));
        }
        return stores.get();
    }

    private static Stores open(DatabaseUrl url) {
        Database database = Database.open(url, CONNECTIONS);
        boolean opened = false;
        try {
            Stores stores =
                    new Stores(
                            database,
                            SqlOrders.in(database),
                            SqlSights.in(database),
                            SqlProgress.in(database),
                            SqlPortions.in(database));
            opened = true;
            return stores;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        stores.ifPresent(open -> open.database().close());
    }
}
