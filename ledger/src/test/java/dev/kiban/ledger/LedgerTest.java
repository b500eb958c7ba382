package dev.kiban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Ledger.Broken;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.SqlFault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123456789Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final Action RELEASED = new Action("release.recorded");

    @TempDir private static Path folder;
    private static FreshDatabases databases;

    private Database database;
    private Ledger ledger;
    private Instant now = START;

    @BeforeAll
    static void startServer() {
        databases = new FreshDatabases(folder);
    }

    @AfterAll
    static void stopServer() {
        databases.close();
    }

    @BeforeEach
    void open() throws SQLException {
        database = databases.next();
        InstantSource clock = () -> now;
        ledger = new Ledger(SqlEvents.in(database), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsAskedForTwiceUnderOneKeyIsOneEvent() {
        Entry entry = Entry.of("amy", RELEASED, "shop is live");

        Once first = ledger.appendOnce("release/7", entry);
        Once again = ledger.appendOnce("release/7", Entry.of("bob", RELEASED, "another word"));
        Once other = ledger.appendOnce("release/8", entry);

        assertThat(first.isNew()).isTrue();
        assertThat(again).isEqualTo(new Once(first.event(), false));
        assertThat(other.event().sequence()).isEqualTo(2);
        assertThat(ledger.verify()).isEqualTo(new Intact(2, other.event().hash()));
        for (String key : List.of("", " ", "a\0b", "k".repeat(401))) {
            assertThatThrownBy(() -> ledger.appendOnce(key, entry))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givesBackWhatWasWrittenDown() {
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("version", Json.text("1.4.2 “α”\n\t漢"));
        details.put("a", Json.array(List.of(Json.number(Long.MIN_VALUE), Json.bool(true))));
        Entry entry =
                Entry.of("amy", RELEASED, "shop 1.4.2 is live ✓")
                        .about(SHOP)
                        .with(Json.object(details))
                        .correlated(List.of("INC-42", "{\"quoted\",\\}"));

        Event event = ledger.append(entry);

        assertThat(ledger.search(Query.all()).items()).containsExactly(event);
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.recordedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.123456Z"));
        assertThat(event.service()).contains("shop");
        assertThat(event.correlation()).containsExactly("INC-42", "{\"quoted\",\\}");
        assertThat(event.details()).startsWith("{\"a\": [-9223372036854775808, true]");
        assertThat(ledger.verify()).isEqualTo(new Intact(1, event.hash()));
    }

    @Test
    void anEmptyLedgerIsIntact() {
        assertThat(ledger.verify()).isEqualTo(new Intact(0, Hash.ZERO));
    }

    @Test
    void appendsOfManyTakeTurns() throws Exception {
        long writers = 16;
        int each = 25;
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long writer = 0; writer < writers; writer++) {
                String actor = "writer-" + writer;
                done.add(threads.submit(() -> append(actor, each)));
            }
        }
        for (Future<?> writer : done) {
            writer.get();
        }

        List<Event> events = ledger.search(Query.all().limit(Query.MAX_LIMIT)).items().reversed();
        assertThat(events)
                .extracting(Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, writers * each).boxed().toList());
        assertThat(ledger.verify()).isEqualTo(new Intact(writers * each, events.getLast().hash()));
    }

    @Test
    void findsWhatBelongsToAnId() {
        Event first = ledger.append(Entry.of("amy", RELEASED, "live").correlated(List.of("INC-4")));
        Event both =
                ledger.append(
                        Entry.of("amy", RELEASED, "back").correlated(List.of("INC-42", "INC-4")));

        assertThat(ledger.search(Query.all().correlation("INC-4")).items())
                .containsExactly(both, first);
        assertThat(ledger.search(Query.all().correlation("INC-42")).items()).containsExactly(both);
        assertThat(ledger.search(Query.all().correlation("' OR '1'='1")).items()).isEmpty();
    }

    @Test
    void findsByServiceKindAndTime() {
        Event release = ledger.append(Entry.of("amy", RELEASED, "live").about(SHOP));
        now = START.plusSeconds(60);
        Event reload = ledger.append(Entry.of("kiban", new Action("plan.reloaded"), "plan 7"));
        now = START.plusSeconds(120);
        Event other =
                ledger.append(Entry.of("bob", RELEASED, "live").about(new ServiceName("item")));

        assertThat(found(Query.all())).containsExactly(other, reload, release);
        assertThat(found(Query.all().about(SHOP))).containsExactly(release);
        assertThat(found(Query.all().kind("release"))).containsExactly(other, release);
        assertThat(found(Query.all().kind("plan.reloaded"))).containsExactly(reload);
        assertThat(found(Query.all().kind("rel"))).isEmpty();
        assertThat(found(Query.all().kind("' OR true --"))).isEmpty();
        assertThat(found(Query.all().from(reload.recordedAt()))).containsExactly(other, reload);
        assertThat(found(Query.all().until(reload.recordedAt()))).containsExactly(release);
    }

    @Test
    void showsPageAfterPage() {
        append("amy", 5);

        Page<Event> first = ledger.search(Query.all().limit(2));
        Page<Event> second = ledger.search(Query.all().limit(2).before(first.next().orElseThrow()));
        Page<Event> third = ledger.search(Query.all().limit(2).before(second.next().orElseThrow()));

        assertThat(first.items()).extracting(Event::sequence).containsExactly(5L, 4L);
        assertThat(second.items()).extracting(Event::sequence).containsExactly(3L, 2L);
        assertThat(third.items()).extracting(Event::sequence).containsExactly(1L);
        assertThat(third.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "UPDATE ledger_event SET actor = 'eve'",
                "DELETE FROM ledger_event",
                "TRUNCATE ledger_event",
                "DELETE FROM ledger_head",
                "TRUNCATE ledger_head"
            })
    void theDatabaseRefusesToForget(String statement) {
        append("amy", 1);

        assertThatThrownBy(() -> execute(statement))
                .isInstanceOf(SqlFault.class)
                .hasMessageContaining("only ever added");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "UPDATE ledger_event SET actor = 'eve' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET action = 'a.b' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET summary = summary || '.' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET service = NULL WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET service = 'item' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET details = '[]' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET correlation = ARRAY[NULL] WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET recorded_at = 'infinity' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET recorded_at = recorded_at + interval '1 microsecond' WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET previous_hash = hash WHERE sequence = 3 @ 3",
                "UPDATE ledger_event SET hash = '' WHERE sequence = 5 @ 5",
                "DELETE FROM ledger_event WHERE sequence = 1 @ 1",
                "DELETE FROM ledger_event WHERE sequence = 3 @ 3",
                "DELETE FROM ledger_event WHERE sequence = 5 @ 5",
                "DELETE FROM ledger_event WHERE sequence >= 4 @ 4",
                "DELETE FROM ledger_event @ 1",
                "UPDATE ledger_event SET sequence = CASE sequence WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE sequence END; UPDATE ledger_event SET sequence = -sequence WHERE sequence < 0 @ 2",
                "UPDATE ledger_head SET sequence = 4 @ 5",
                "UPDATE ledger_head SET sequence = 6 @ 6",
                "UPDATE ledger_head SET hash = decode(repeat('00', 32), 'hex') @ 5",
                "DELETE FROM ledger_head @ 5"
            })
    void findsWhoWentAroundTheDatabase(String statement, long sequence) {
        append("amy", 5);
        execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL");
        execute("ALTER TABLE ledger_head DISABLE TRIGGER ALL");
        assertThat(ledger.verify()).isInstanceOf(Intact.class);

        execute(statement);

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(sequence));
    }

    @Test
    void keepsNothingOfAnAppendThatFails() {
        append("amy", 1);
        execute("ALTER TABLE ledger_event ADD CHECK (actor <> 'bob')");

        assertThatThrownBy(() -> append("bob", 1)).isInstanceOf(SqlFault.class);

        append("amy", 1);
        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.count()).isEqualTo(2));
    }

    private List<Event> found(Query query) {
        return ledger.search(query).items();
    }

    private void append(String actor, int times) {
        for (int i = 1; i <= times; i++) {
            ledger.append(Entry.of(actor, RELEASED, "release " + i).about(SHOP));
        }
    }

    private void execute(String sql) {
        database.write(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }
}
