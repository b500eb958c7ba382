package dev.kiban.pace.order;

import dev.kiban.pace.store.SqlOrders;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlOrdersTest extends OrderStoreContract {
    private EmbeddedPostgres server;
    private Database database;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        database = Database.open(server.url(), 2);
    }

    @AfterAll
    void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        SqlOrders.in(database);
        database.write(
                connection -> connection.createStatement().executeUpdate("DELETE FROM pace_order"));
    }

    @Override
    OrderStore store() {
        return SqlOrders.in(database);
    }
}
