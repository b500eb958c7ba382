package dev.kiban.pace.portion;

import dev.kiban.pace.store.SqlPortions;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlPortionsTest extends PortionStoreContract {
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
        SqlPortions.in(database);
        run("DELETE FROM pace_portion");
    }

    @Override
    PortionStore store() {
        return SqlPortions.in(database);
    }

    @Override
    void pass(Duration time) {
        run(
                "UPDATE pace_portion SET until = until - interval '%d seconds'"
                        .formatted(time.toSeconds()));
    }

    private void run(String sql) {
        database.write(connection -> connection.createStatement().executeUpdate(sql));
    }
}
