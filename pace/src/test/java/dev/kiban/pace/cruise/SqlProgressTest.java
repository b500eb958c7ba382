package dev.kiban.pace.cruise;

import dev.kiban.pace.store.SqlProgress;
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
class SqlProgressTest extends ProgressStoreContract {
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
        ProgressStore _ = store();
        run("DELETE FROM pace_progress");
    }

    @Override
    ProgressStore store() {
        return SqlProgress.in(database);
    }

    @Override
    void pass(Duration time) {
        run(
                "UPDATE pace_progress SET told_at = told_at - interval '%d seconds'"
                        .formatted(time.toSeconds()));
    }

    private void run(String sql) {
        database.write(connection -> connection.createStatement().executeUpdate(sql));
    }
}
