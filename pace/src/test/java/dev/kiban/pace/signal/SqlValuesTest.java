package dev.kiban.pace.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.PaceSignal.SqlValue;
import dev.kiban.pace.store.SqlValues;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Before a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlValuesTest {
    private EmbeddedPostgres server;
    private SqlValues values;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        values = new SqlValues(Map.of("SHOP", written(), "WRONG", "mysql://secret@db/shop"));
    }

    @AfterAll
    void stop() {
        values.close();
        server.close();
    }

    @Test
    void readsTheFirstColumnOfTheFirstRow() throws IOException {
        assertThat(values.read(new SqlValue("SHOP", "SELECT 4.5, 2"))).isEqualTo(4.5);
        assertThat(values.read(new SqlValue("SHOP", "SELECT count(*) FROM pg_class")))
                .isGreaterThan(100);
    }

    @Test
    void changesNothing() {
        assertRefused("SHOP", "CREATE TABLE t (a int)", "read-only transaction");
    }

    @Test
    void saysWhatIsWrongWithoutTheUrl() {
        assertRefused("AWAY", "SELECT 1", "the environment has no AWAY");
        assertRefused("WRONG", "SELECT 1", "WRONG of the environment is no URL of a PostgreSQL");
        assertRefused("SHOP", "SELECT null::int", "it answered with no number");
        assertRefused("SHOP", "SELECT 'NaN'::float", "it answered with no number");
        assertRefused("SHOP", "SELECT nothing", "does not exist");
    }

    private void assertRefused(String variable, String query, String why) {
        assertThatThrownBy(() -> values.read(new SqlValue(variable, query)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("secret");
    }

    private String written() {
        return "postgres://%s:%s@%s:%d/%s"
                .formatted(
                        server.url().login().user().orElseThrow(),
                        server.url().login().password().orElseThrow(),
                        server.url().host(),
                        server.url().port(),
                        server.url().database());
    }
}
