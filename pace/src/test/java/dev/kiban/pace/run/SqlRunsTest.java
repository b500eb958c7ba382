package dev.kiban.pace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.RunBook.Held;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.sql.SqlFault;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs in a real PostgreSQL.
class SqlRunsTest extends RunStoreContract {
    private static final int CALLERS = 8;

    private static EmbeddedPostgres server;
    private static Database database;
    private static RunStore store;

    @BeforeAll
    static void open(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder);
        database = Database.open(server.url(), CALLERS);
        store = SqlRuns.in(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Override
    RunStore store() {
        return store;
    }

    /// The clock of a database cannot be moved; what it is compared with can.
    @Override
    void endLeases() {
        execute("UPDATE pace_run SET held_until = clock_timestamp() WHERE state = 'running'");
    }

    @Override
    void pass(Duration time) {
        String by = "- interval '%d seconds'".formatted(time.toSeconds());
        execute("UPDATE pace_job SET expected_since = expected_since " + by);
        execute("UPDATE pace_run SET ended_at = ended_at " + by);
    }

    @Test
    void letsOneOfManyCallersAtOnceRunASlot() throws InterruptedException {
        Job job = new Job(new TeamName("many"), new JobName("nightly"));
        RunBook book = new RunBook(store, new Deaf());

        List<Future<Boolean>> held;
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            held =
                    callers.invokeAll(
                            IntStream.range(0, CALLERS * 4)
                                    .mapToObj(slot -> wish(job, "slot-" + slot / CALLERS))
                                    .<Callable<Boolean>>map(
                                            wish -> () -> book.begin(wish) instanceof Held)
                                    .toList());
        }

        assertThat(held).filteredOn(Future::resultNow).hasSize(1);
    }

    @Test
    void refusesTwoThatRunWhateverTheRulesSay() {
        Job job = new Job(new TeamName("rules"), new JobName("nightly"));
        Run run = ((Held) new RunBook(store, new Deaf()).begin(wish(job, "three"))).run();
        Run other = new Run(job, 2, terms("four"), run.began(), run.until(), run.state());

        assertThatThrownBy(
                        () ->
                                store.inTurn(
                                        new RunStore.About(job, other.terms().ask()),
                                        (_, _) -> new RunStore.Decided<>(true, List.of(other))))
                .isInstanceOf(SqlFault.class)
                .hasMessageContaining("pace_run_one_alone");
    }

    @Test
    void forgetsWhatIsLongAgo() {
        Job job = new Job(new TeamName("old"), new JobName("nightly"));
        RunBook book = new RunBook(store, new Deaf());
        Wish wish = wish(job, "three");
        book.begin(wish);
        book.end(job, wish.terms().ask(), 0, "text");

        execute("UPDATE pace_run SET began_at = began_at - interval '31 days' WHERE team = 'old'");
        book.round();
        assertThat(count("SELECT count(*) FROM pace_run WHERE team = 'old' AND tail = ''"))
                .isEqualTo(1);

        execute("UPDATE pace_run SET began_at = began_at - interval '400 days' WHERE team = 'old'");
        book.round();
        assertThat(count("SELECT count(*) FROM pace_run WHERE team = 'old'")).isZero();
        assertThat(((Held) book.begin(wish(job, "three"))).run().fence()).isEqualTo(2);
    }

    private static Wish wish(Job job, String slot) {
        return new Wish(job, terms(slot), new Wish.Never());
    }

    private static Terms terms(String slot) {
        return new Terms(
                UUID.randomUUID(),
                Optional.of(new Slot(slot)),
                Overlap.NOTHING,
                Duration.ofSeconds(30),
                new Holder("here", "many/ci"));
    }

    private static void execute(String statement) {
        database.write(
                connection -> {
                    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                        return prepared.executeUpdate();
                    }
                });
    }

    private static long count(String query) {
        return database.read(
                connection -> {
                    try (PreparedStatement prepared = connection.prepareStatement(query)) {
                        ResultSet row = prepared.executeQuery();
                        row.next();
                        return row.getLong(1);
                    }
                });
    }

    private record Deaf() implements RunNews {
        @Override
        public void began(Run run, Wish wish) {}

        @Override
        public void ended(Run run) {}

        @Override
        public void lost(Run run) {}
    }
}
