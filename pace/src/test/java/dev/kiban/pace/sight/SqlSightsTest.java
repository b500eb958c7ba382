package dev.kiban.pace.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlSightsTest extends SightStoreContract {
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
        SqlSights.in(database);
        run("DELETE FROM pace_sight");
        run("DELETE FROM pace_sample");
    }

    @Override
    SightStore store() {
        return SqlSights.in(database);
    }

    @Test
    void tellsNothingThatIsNotFresh() {
        SightStore store = store();
        store.put("a:1", Map.of(new PaceName("push"), PaceSight.getDefaultInstance()));

        run("UPDATE pace_sight SET seen_at = seen_at - interval '16 seconds'");

        assertThat(store.fresh()).isEmpty();
    }

    private void run(String sql) {
        database.write(connection -> connection.createStatement().executeUpdate(sql));
    }
}
