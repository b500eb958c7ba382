package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Account;
import dev.kiban.slo.Accounts;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Correction;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.EventBatch;
import dev.kiban.slo.EventBatch.Row;
import dev.kiban.slo.EventStreams;
import dev.kiban.slo.EventStreams.Counted;
import dev.kiban.slo.EventStreams.Known;
import dev.kiban.slo.EventStreams.Outcome;
import dev.kiban.slo.EventStreams.Refused;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Reading;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlEventStreamsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final ServiceSlo PAID = slo(new Indicator.Events("payments"));
    private static final ServiceSlo SENT = slo(new Indicator.Events("parcels"));
    private static final ServiceSlo AVAILABLE =
            slo(new Indicator.Availability(List.of(), List.of(StatusRange.ofClass(5)), Slos.AT));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private CountStore store;
    private EventStreams streams;

    @BeforeEach
    void open() {
        store = SqlCounts.in(DATABASES.database());
        streams = SqlEventStreams.in(DATABASES.database());
    }

    @Test
    void countsARepeatedBatchOnce() {
        EventBatch batch = batch("a", row("payments", 2, 9, 10), row("payments", 1, 10, 10));

        List<Outcome> outcomes = List.of(streams.take(batch, NOW), streams.take(batch, NOW));

        assertThat(outcomes).containsExactly(new Counted(), new Known());
        assertThat(hour(PAID)).isEqualTo(new Tally(19, 20, 2, 2));
        assertThat(slots(PAID)).isEqualTo(new Tally(19, 20, 2, 2));
    }

    @Test
    void addsUpWhatManyTellOfAMinute() {
        streams.take(batch("a", row("payments", 1, 9, 10), row("parcels", 1, 1, 1)), NOW);
        streams.take(batch("b", row("payments", 1, 1, 5)), NOW);

        assertThat(hour(PAID)).isEqualTo(new Tally(10, 15, 1, 1));
        assertThat(hour(SENT)).isEqualTo(new Tally(1, 1, 1, 1));
    }

    @Test
    void aStreamAndTheGatewaysHaveGapsOfTheirOwn() {
        ship(4, 10);
        ship(1, 10);
        streams.take(batch("a", row("payments", 3, 0, 0), row("payments", 2, 5, 5)), NOW);

        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(20, 20, 2, 4));
        assertThat(hour(PAID)).isEqualTo(new Tally(5, 5, 2, 2));
        assertThat(store.newestEnd(ago(10), NOW)).isEqualTo(NOW);
        assertThat(store.newestEnd(ago(10), ago(2))).isEqualTo(ago(3));
        assertThat(store.traffic(SHOP, new PeriodWindow(ago(4), NOW), MINUTE).slots())
                .extracting(slice -> slice.valid() + slice.measuredMinutes())
                .containsExactly(11L, 0L, 0L, 11L);
    }

    @Test
    void aStreamsWindowsEndWithItsNewestMinute() {
        streams.take(batch("a", row("payments", 9, 1, 1), row("parcels", 40, 1, 1)), NOW);

        List<Account> accounts = store.accounts(List.of(PAID, SENT, AVAILABLE)).at(NOW);

        assertThat(accounts).extracting(Account::end).containsExactly(ago(8), ago(15), NOW);
        assertThat(accounts.getFirst().windows().of(Duration.ofMinutes(5)))
                .isEqualTo(new Tally(1, 1, 1, 1));
        assertThat(accounts.get(1).windows().of(Duration.ofMinutes(5)).isBlind()).isTrue();
    }

    @Test
    void refusesTheKeyOfAnotherBatch() {
        streams.take(batch("a", row("payments", 1, 9, 10)), NOW);

        Outcome other = streams.take(batch("a", row("payments", 1, 10, 10)), NOW);

        assertThat(other).isInstanceOf(Refused.class);
        assertThat(hour(PAID)).isEqualTo(new Tally(9, 10, 1, 1));
    }

    @Test
    void takesAllOfABatchOrNothing() {
        Row full = row("payments", 1, 0, EventBatch.MAX_EVENTS);
        for (int i = 0; i < 10; i++) {
            assertThat(streams.take(batch("full-" + i, full), NOW)).isEqualTo(new Counted());
        }

        EventBatch over = batch("over", row("payments", 2, 1, 1), row("payments", 1, 1, 1));
        EventBatch old = batch("old", row("payments", 3, 1, 1), row("payments", 11_521, 1, 1));
        EventBatch ahead = batch("ahead", row("payments", 3, 1, 1), row("payments", -61, 1, 1));

        for (EventBatch refused : List.of(over, old, ahead)) {
            assertThat(streams.take(refused, NOW)).isInstanceOf(Refused.class);
        }
        assertThat(hour(PAID)).isEqualTo(new Tally(0, EventStreams.MAX_EVENTS, 1, 1));
        Instant later = NOW.plus(MINUTE);
        assertThat(streams.take(batch("over", row("payments", 2, 1, 1)), later))
                .as("a refused batch has not used up its key")
                .isEqualTo(new Counted());
    }

    /// Whoever repeats a batch for days is told that it counts; whoever comes too late, that it
    /// does not.
    @Test
    void keysOutliveTheirMinutes() {
        EventBatch batch = batch("a", row("payments", 1, 9, 10));
        streams.take(batch, NOW);
        Instant soon = NOW.plus(CountStore.KEPT_MINUTES).plus(HOUR);
        Instant later = soon.plus(Duration.ofDays(2));

        store.sweep(soon);
        assertThat(streams.take(batch, soon)).isEqualTo(new Known());

        store.sweep(later);
        assertThat(streams.take(batch, later)).isInstanceOf(Refused.class);
    }

    @Test
    void countsOnceWhatManyTellAtOnce() throws Exception {
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int sender = 0; sender < 3; sender++) {
            for (int batch = 0; batch < 20; batch++) {
                List<Row> rows = new ArrayList<>();
                for (int minute = 1; minute <= 10; minute++) {
                    rows.add(row("payments", minute * 30, 1, 2));
                    rows.add(row("parcels", minute * 30 + batch, 2, 2));
                }
                Collections.shuffle(rows, new Random(sender));
                EventBatch told = new EventBatch(SHOP, "batch-" + batch, rows);
                calls.add(() -> streams.take(told, NOW));
            }
        }
        Collections.shuffle(calls, new Random(7));

        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Outcome> outcome : threads.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(new Counted()::equals).hasSize(20);
        assertThat(outcomes).filteredOn(new Known()::equals).hasSize(40);
        assertThat(slots(PAID)).matches(all -> all.good() == 200 && all.valid() == 400);
        assertThat(slots(SENT)).matches(all -> all.good() == 400 && all.valid() == 400);
    }

    @Test
    void aCorrectedStreamIsReadAsTheOthersAre() {
        streams.take(batch("a", row("payments", 8, 9, 10), row("payments", 7, 0, 10)), NOW);
        store.correct(
                PAID, new NumberedCorrection(1, new Correction(ago(7), ago(6), "amy", "the bank")));

        Account account = store.accounts(List.of(PAID)).at(NOW).getFirst();

        assertThat(account.end()).isEqualTo(ago(6));
        assertThat(account.windows().of(HOUR)).isEqualTo(new Tally(19, 20, 2, 2));
        assertThat(account.budget().asMeasured().reading()).isEqualTo(new Reading.Measured(9, 20));
    }

    /// Batches come in any order, days late: what is kept in memory must not be told from what is
    /// read anew, nor from what was told.
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void goesOnFromMinuteToMinuteAsIfItReadAllAnew(long seed) {
        Random random = new Random(seed);
        List<ServiceSlo> slos = List.of(PAID, AVAILABLE, SENT);
        Accounts followed = store.accounts(slos);
        Map<Instant, Row> told = new HashMap<>();
        Instant now = NOW.minus(Duration.ofMinutes(60));
        for (int i = 0; i < 400; i++) {
            int back = random.nextBoolean() ? random.nextInt(20) : random.nextInt(4_000);
            Instant minute = now.minus(MINUTE.multipliedBy(back + 1L));
            if (told.containsKey(minute)) {
                continue;
            }
            int valid = random.nextInt(4) * random.nextInt(50);
            Row row = new Row("payments", minute, random.nextInt(valid + 1), valid);
            told.put(minute, row);
            streams.take(batch("batch-" + i, row), NOW);
            ship(random.nextInt(4_000) + 61, random.nextInt(20));
            if (random.nextInt(8) > 0) {
                continue;
            }
            now = now.plus(MINUTE);
            List<Account> accounts = followed.at(now);
            assertThat(accounts).isEqualTo(store.accounts(slos).at(now));
            Account paid = accounts.getFirst();
            assertThat(paid.windows().of(HOUR)).isEqualTo(counted(told, paid.end()));
            assertThat(paid.budget().corrected())
                    .isEqualTo(
                            Budget.of(
                                    PAID.slo().objective(),
                                    store.slots(PAID, new PeriodWindow(ago(43_200), paid.end())),
                                    Duration.ofDays(30)));
        }
    }

    private static Tally counted(Map<Instant, Row> told, Instant end) {
        Instant first = Collections.min(told.keySet());
        Instant start = end.minus(HOUR).isBefore(first) ? first : end.minus(HOUR);
        List<Row> within =
                told.values().stream()
                        .filter(row -> !row.minute().isBefore(start) && row.minute().isBefore(end))
                        .toList();
        return new Tally(
                within.stream().mapToLong(Row::good).sum(),
                within.stream().mapToLong(Row::valid).sum(),
                within.size(),
                Duration.between(start, end).toMinutes());
    }

    private Tally hour(ServiceSlo slo) {
        return store.accounts(List.of(slo)).at(NOW).getFirst().windows().of(HOUR);
    }

    private Tally slots(ServiceSlo slo) {
        PeriodWindow time = new PeriodWindow(NOW.minus(Duration.ofDays(28)), NOW);
        return Tally.sum(store.slots(slo, time).stream().map(Slot::tally).toList());
    }

    private void ship(int minutesAgo, long valid) {
        Shipment.Row row = new Shipment.Row(SHOP, "Get", "default", valid, 0, List.of(valid));
        UUID instance = UUID.randomUUID();
        store.take(new Shipment(instance, ago(minutesAgo), true, List.of(), List.of(row)), NOW);
    }

    private static EventBatch batch(String key, Row... rows) {
        return new EventBatch(SHOP, key, List.of(rows));
    }

    private static Row row(String stream, int minutesAgo, long good, long valid) {
        return new Row(stream, ago(minutesAgo), good, valid);
    }

    private static ServiceSlo slo(Indicator indicator) {
        return new ServiceSlo(
                SHOP,
                new TeamName("shop-team"),
                Slos.of(indicator, "99.9%", Slos.THIRTY_DAYS, Slos.USUAL));
    }

    private static Instant ago(int minutes) {
        return NOW.minus(MINUTE.multipliedBy(minutes));
    }
}
