package dev.kiban.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.api.LedgerRuns;
import dev.kiban.app.budget.Archive;
import dev.kiban.console.LookBacks;
import dev.kiban.console.Profiles.Backlog;
import dev.kiban.console.Profiles.Profile;
import dev.kiban.console.Profiles.Range;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.Query;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.BudgetBook;
import dev.kiban.slo.FlowNews;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Waiting;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.Quarter;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Traffic.Slice;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlFlows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hours of traffic, in the second of which one request in a hundred failed, against a store.
class LivePagesTest {
    private static final Instant END = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant NOW = END.plusSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Range RANGE = new Range(END.minus(HOUR.multipliedBy(3)), END, HOUR);
    private static final ServiceName SHOP = new ServiceName("shop");

    @TempDir private static Path folder;
    private static Optional<EmbeddedPostgres> server = Optional.empty();

    @TempDir private Path directory;
    private Optional<Database> database = Optional.empty();
    private Optional<Sources> sources = Optional.empty();

    @BeforeAll
    static void count() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        server = Optional.of(postgres);
        try (Database open = Database.open(postgres.url(), 2)) {
            SqlCounts counts = SqlCounts.in(open);
            for (int minute = 120; minute > 0; minute--) {
                int errors = minute > 60 ? 0 : 1;
                counts.take(shipment(END.minus(Duration.ofMinutes(minute)), errors), NOW);
            }
            Action released = new Action("release.recorded");
            Ledger ledger = ledger(open);
            ledger.append(Entry.of("amy", released, "2.0 is live").about(SHOP));
            ledger.append(Entry.of("bob", released, "another's"));
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(EmbeddedPostgres::close);
    }

    @BeforeEach
    void open() throws IOException {
        Database open = Database.open(server.orElseThrow().url(), 2);
        database = Optional.of(open);
        sources = Optional.of(sources(open, "availability: {bad: [5xx]}"));
    }

    private Sources sources(Database open, String indicator) throws IOException {
        SqlCounts counts = SqlCounts.in(open);
        Definitions definitions = Shop.in(directory, indicator);
        BudgetBook book = new BudgetBook(counts, SqlAlerts.in(open));
        book.turn(plan(definitions), NOW);
        Archive archive =
                new Archive(
                        counts,
                        SqlAlerts.in(open),
                        SqlFlows.in(open),
                        ledger(open),
                        SqlOrders.in(open),
                        SqlSights.in(open),
                        new RunBook(SqlRuns.in(open), new LedgerRuns(ledger(open))));
        return new Sources(() -> Optional.of(definitions), book::page, () -> Optional.of(archive));
    }

    @AfterEach
    void close() {
        database.ifPresent(Database::close);
    }

    private static Ledger ledger(Database database) {
        return new Ledger(SqlEvents.in(database), () -> END.minus(HOUR));
    }

    @Test
    void tellsThePastOfAServiceHourByHour() {
        Profile shop = read(SHOP).orElseThrow();

        assertThat(shop.traffic().orElseThrow().slots())
                .extracting(Slice::isGap, Slice::valid, Slice::errors)
                .containsExactly(
                        tuple(true, 0L, 0L), tuple(false, 6_000L, 0L), tuple(false, 6_000L, 60L));
        assertThat(shop.histories().getFirst().moments())
                .extracting(moment -> moment.budget().remaining())
                .last()
                .isEqualTo(Ratio.of(1, 2));
        assertThat(shop.health().getFirst().budget().remaining()).isEqualTo(Ratio.of(1, 2));
        assertThat(shop.happenings())
                .singleElement()
                .matches(event -> event.summary().equals("2.0 is live"));
    }

    @Test
    void tellsWhatWaitsOfAFlow() throws IOException {
        Database open = database.orElseThrow();
        Instant began = NOW.minusSeconds(90);
        SqlFlows.in(open).tell(new FlowNews(SHOP, "mails", began, List.of("7"), List.of()), NOW);
        sources = Optional.of(sources(open, "freshness: {flow: mails, within: 1m}"));

        Waiting waiting = new Waiting(1, Optional.of(new Piece("7", began)), Optional.empty());
        assertThat(read(SHOP).orElseThrow().backlogs())
                .containsExactly(new Backlog("mails", waiting, NOW));
    }

    @Test
    void knowsNothingOfAServiceThatIsNotDefined() {
        assertThat(read(new ServiceName("other"))).isEmpty();
    }

    @Test
    void showsWhatItKnowsWhileTheDatabaseIsAway() {
        database.orElseThrow().close();

        Profile shop = read(SHOP).orElseThrow();

        assertThat(shop.traffic()).isEmpty();
        assertThat(shop.health().getFirst().budget().remaining()).isEqualTo(Ratio.of(1, 2));
    }

    @Test
    void looksBackAtAQuarter() {
        Optional<LookBacks.Sheet> shop = lookBack(SHOP);

        ServiceLookBack known = shop.orElseThrow().lookBack().orElseThrow();
        assertThat(known.until()).isEqualTo(END);
        assertThat(known.slos().getFirst().parts())
                .extracting(Part::cause, Part::bad)
                .containsExactly(
                        tuple(
                                new Cause.Release(
                                        "2.0 is live",
                                        END.minus(HOUR),
                                        END.minus(HOUR).plus(Duration.ofDays(1))),
                                60L),
                        tuple(new Cause.Unattributed(), 0L));
        assertThat(lookBack(new ServiceName("other"))).isEmpty();
    }

    @Test
    void hasNothingToLookBackAtWhileTheDatabaseIsAway() {
        database.orElseThrow().close();

        assertThat(lookBack(SHOP).orElseThrow().lookBack()).isEmpty();
        assertThat(chronicle(Runnable::run).search(Query.all())).isEmpty();
        assertThat(chronicle(Runnable::run).check()).isEmpty();
    }

    @Test
    void verifiesTheLedgerBesideThePages() {
        List<Runnable> tasks = new ArrayList<>();
        LiveChronicle chronicle = chronicle(tasks::add);

        assertThat(chronicle.search(Query.all()).orElseThrow().items()).hasSize(2);
        assertThat(chronicle.check()).isEmpty();
        assertThat(chronicle.check()).isEmpty();
        assertThat(tasks).hasSize(1);

        tasks.getFirst().run();

        assertThat(chronicle.check().orElseThrow().verdict())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.count()).isEqualTo(2));
        assertThat(tasks).hasSize(1);
    }

    private LiveChronicle chronicle(Executor beside) {
        return new LiveChronicle(sources.orElseThrow(), () -> NOW, beside);
    }

    private Optional<LookBacks.Sheet> lookBack(ServiceName name) {
        return new LiveLookBacks(sources.orElseThrow(), () -> NOW)
                .read(name, Quarter.at(NOW, ZoneOffset.UTC).window(ZoneOffset.UTC));
    }

    private Optional<Profile> read(ServiceName name) {
        return new LiveProfiles(sources.orElseThrow(), () -> NOW).read(name, RANGE);
    }

    private static SloPlan plan(Definitions definitions) {
        Service shop = definitions.services().getFirst();
        return new SloPlan(List.of(new ServiceSlo(SHOP, shop.owner(), shop.slos().getFirst())));
    }

    private static Shipment shipment(Instant minute, long errors) {
        Shipment.Row row = new Shipment.Row(SHOP, "/pay", "default", 100, errors, List.of(100L));
        return new Shipment(new UUID(0, 1), minute, true, List.of(), List.of(row));
    }
}
