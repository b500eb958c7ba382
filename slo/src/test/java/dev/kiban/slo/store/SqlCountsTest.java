package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.slo.Account;
import dev.kiban.slo.Accounts;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Correction;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Reading;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Taking;
import dev.kiban.slo.Tally;
import dev.kiban.slo.WindowTallies;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCountsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final TeamName OWNER = new TeamName("shop-team");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300));

    private static final ServiceSlo AVAILABLE = slo(availability("GetItem"));
    private static final ServiceSlo FAST =
            slo(new Indicator.Latency(List.of(), Duration.ofMillis(300), Slos.AT));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private Database database;
    private CountStore store;

    @BeforeEach
    void open() throws SQLException {
        database = DATABASES.database();
        store = SqlCounts.in(database);
    }

    @Test
    void countsARepeatedShipmentOnce() {
        Shipment shipment = shipment(ONE, ago(1), row("GetItem", 10, 1));

        Taking first = store.take(shipment, NOW);
        Taking second = store.take(shipment, NOW);

        assertThat(List.of(first, second)).containsExactly(Taking.STORED, Taking.KNOWN);
        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(9, 10, 1, 1));
    }

    @Test
    void addsUpWhatTwoInstancesCounted() {
        store.take(shipment(ONE, ago(2), row("GetItem", 10, 1)), NOW);
        store.take(shipment(TWO, ago(2), row("GetItem", 20, 2), row("List", 5, 5)), NOW);
        store.take(shipment(TWO, ago(1), row("GetItem", 0, 0)), NOW);

        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(27, 30, 2, 2));
        assertThat(hour(slo(availability()))).isEqualTo(new Tally(27, 35, 2, 2));
        assertThat(hour(FAST)).isEqualTo(new Tally(27, 35, 2, 2));
    }

    @Test
    void tellsAGapFromAZero() {
        store.take(shipment(ONE, ago(4), row("GetItem", 10, 1)), NOW);
        store.take(shipment(ONE, ago(3), row("GetItem", 0, 0)), NOW);
        store.take(part(TWO, ago(2), row("GetItem", 7, 0)), NOW);

        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(16, 17, 2, 4));
    }

    @Test
    void knowsNothingOfWhatNobodyCounts() {
        store.take(shipment(ONE, ago(1), row("GetItem", 10, 1)), NOW);
        ServiceSlo clientErrors =
                slo(
                        new Indicator.Availability(
                                List.of(), List.of(StatusRange.ofClass(4)), Slos.AT));

        assertThat(
                        List.of(
                                clientErrors,
                                slo(availability("Other")),
                                slo(new Indicator.Events("x"))))
                .allSatisfy(
                        slo -> {
                            WindowTallies tallies = windows(slo);
                            assertThat(tallies.since()).isEmpty();
                            assertThat(tallies.of(Duration.ofHours(1)))
                                    .isEqualTo(new Tally(0, 0, 0, 60));
                        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void windowsAndSlotsAreWhatWasCountedWhateverTheOrder(long seed) {
        List<Shipment> shipments = threeDays(new Random(seed));
        List<Shipment> sent = new ArrayList<>(shipments);
        sent.addAll(shipments.subList(0, shipments.size() / 3));
        Collections.shuffle(sent, new Random(seed));
        Instant now = NOW.minus(MINUTE.multipliedBy(seed * 7));

        sent.forEach(shipment -> store.take(shipment, NOW));

        CountedByHand counted = new CountedByHand(shipments);
        for (ServiceSlo slo : List.of(AVAILABLE, FAST, slo(availability()))) {
            WindowTallies tallies = store.accounts(List.of(FAST, slo)).at(now).getLast().windows();
            assertThat(tallies.byLength()).hasSizeGreaterThan(6);
            tallies.byLength()
                    .forEach(
                            (length, tally) ->
                                    assertThat(tally)
                                            .as("%s of %s", length, slo.slo().indicator())
                                            .isEqualTo(counted.tally(slo, now.minus(length), now)));
            List<Slot> slots =
                    store.slots(slo, new PeriodWindow(now.minus(Duration.ofDays(28)), now));
            assertThat(Tally.sum(slots.stream().map(Slot::tally).toList()))
                    .isEqualTo(counted.tally(slo, now.minus(Duration.ofDays(28)), now));
            assertThat(slots.size()).isLessThan(3 * 24 + 120);
        }
    }

    @Test
    void keepsNothingOfAShipmentThatFailsHalfway() {
        execute("ALTER TABLE slo_hour ADD CHECK (valid <> 10)");
        Shipment shipment = shipment(ONE, ago(1), row("GetItem", 10, 1));

        assertThatThrownBy(() -> store.take(shipment, NOW)).isInstanceOf(SqlFault.class);
        assertThat(windows(AVAILABLE).since()).isEmpty();

        execute("ALTER TABLE slo_hour DROP CONSTRAINT slo_hour_valid_check");
        assertThat(store.take(shipment, NOW)).isEqualTo(Taking.STORED);
        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(9, 10, 1, 1));
    }

    @Test
    void countsOnceWhatManySendAtOnce() throws Exception {
        List<Callable<Taking>> sends = new ArrayList<>();
        for (int sender = 0; sender < 3; sender++) {
            for (int instance = 0; instance < 4; instance++) {
                for (int minute = 1; minute <= 15; minute++) {
                    Shipment shipment =
                            shipment(
                                    new UUID(1, instance),
                                    ago(minute),
                                    row("GetItem", 10, 1),
                                    row("Route" + instance, 1, 0),
                                    row("List", 10, 2));
                    sends.add(() -> store.take(shipment, NOW));
                }
            }
        }
        Collections.shuffle(sends, new Random(7));

        List<Taking> takings = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Taking> taking : threads.invokeAll(sends)) {
                takings.add(taking.get());
            }
        }

        assertThat(takings).filteredOn(Taking.STORED::equals).hasSize(60);
        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(540, 600, 15, 15));
        assertThat(hour(slo(availability()))).isEqualTo(new Tally(1080, 1260, 15, 15));
    }

    @Test
    void refusesMinutesThatAreNotKeptOrHaveNotBeen() {
        Shipment old = shipment(ONE, NOW.minus(CountStore.KEPT_MINUTES).minus(MINUTE));
        Shipment ahead = shipment(ONE, NOW.plus(Duration.ofMinutes(61)));

        assertThat(store.take(old, NOW)).isEqualTo(Taking.TOO_OLD);
        assertThat(store.take(ahead, NOW)).isEqualTo(Taking.IN_FUTURE);
    }

    @Test
    void forgetsMinutesAndKeepsTheirHours() {
        store.take(shipment(ONE, ago(1), row("GetItem", 10, 1)), NOW);
        Instant later = NOW.plus(CountStore.KEPT_MINUTES).plus(Duration.ofHours(1));
        store.take(shipment(ONE, later.minus(MINUTE), row("GetItem", 5, 0)), later);

        assertThat(store.sweep(later)).isEqualTo(2);
        assertThat(store.sweep(later)).isZero();

        assertThat(budget(AVAILABLE, later))
                .matches(tally -> tally.valid() == 15 && tally.good() == 14);
        assertThat(store.sweep(later.plus(CountStore.KEPT_HOURS))).isEqualTo(5);
        assertThat(budget(AVAILABLE, later).valid()).isZero();
    }

    @Test
    void aCorrectionKeepsTheMinutesThatItNeeds() {
        store.take(shipment(ONE, ago(2), row("GetItem", 10, 1)), NOW);
        store.take(shipment(ONE, ago(1), row("GetItem", 10, 3)), NOW);
        Correction correction = new Correction(ago(1), NOW, "amy", "the network");
        store.correct(AVAILABLE, new NumberedCorrection(1, correction));
        Instant later = NOW.plus(CountStore.KEPT_MINUTES).plus(Duration.ofHours(1));
        store.take(shipment(ONE, later.minus(MINUTE), row("GetItem", 5, 0)), later);

        store.sweep(later);

        PeriodWindow period = new PeriodWindow(later.minus(Duration.ofDays(28)), later);
        assertThat(store.corrections(AVAILABLE, period)).containsExactly(correction);
        assertThat(store.corrections(FAST, period)).hasSize(1);
        assertThat(
                        store.slots(AVAILABLE, period).stream()
                                .map(slot -> Correction.apply(List.of(correction), slot))
                                .mapToLong(slot -> slot.tally().valid() - slot.tally().good())
                                .sum())
                .isEqualTo(1);
    }

    @Test
    void anAlertSeesCorrections() {
        store.take(shipment(ONE, ago(2), row("GetItem", 10, 1)), NOW);
        store.take(shipment(ONE, ago(1), row("GetItem", 10, 3)), NOW);
        store.correct(
                AVAILABLE,
                new NumberedCorrection(1, new Correction(ago(1), NOW, "amy", "the network")));

        assertThat(hour(AVAILABLE)).isEqualTo(new Tally(19, 20, 2, 2));
    }

    @Test
    void countsSlicesWhereSlicesCount() {
        for (int minute = 1; minute <= 17; minute++) {
            store.take(shipment(ONE, ago(minute), row("GetItem", 10, minute == 9 ? 10 : 0)), NOW);
        }
        Slo plain = AVAILABLE.slo();
        ServiceSlo slices =
                new ServiceSlo(
                        SHOP,
                        OWNER,
                        new Slo(
                                plain.name(),
                                "",
                                plain.indicator(),
                                new Objective.TimeSlices(
                                        Share.parse("99%"),
                                        Duration.ofMinutes(5),
                                        Share.parse("95%")),
                                plain.period(),
                                plain.alerting(),
                                Optional.empty(),
                                Slos.AT));

        assertThat(hour(slices)).isEqualTo(new Tally(2, 3, 15, 15));
        assertThat(
                        store
                                .slots(
                                        slices,
                                        new PeriodWindow(NOW.minus(Duration.ofDays(28)), NOW))
                                .stream()
                                .map(Slot::start)
                                .toList())
                .containsExactly(
                        Instant.parse("2026-11-21T10:00:00Z"),
                        Instant.parse("2026-11-21T10:05:00Z"),
                        Instant.parse("2026-11-21T10:10:00Z"));
    }

    @Test
    void findsTheNewestMeasuredMinute() {
        store.take(shipment(ONE, ago(3), row("GetItem", 1, 0)), NOW);
        store.take(part(ONE, ago(2), row("GetItem", 1, 0)), NOW);

        assertThat(store.newestEnd(ago(5), NOW)).isEqualTo(ago(2));
        assertThat(store.newestEnd(ago(2), NOW)).isEqualTo(ago(2));
        assertThat(store.newestEnd(ago(1), NOW)).isEqualTo(ago(1));
    }

    /// Some of what was counted comes late: what is kept in memory must not be told from what is
    /// read anew, nor a sum of blocks from a sum of slots.
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void goesOnFromMinuteToMinuteAsIfItReadAllAnew(long seed) {
        Random random = new Random(seed);
        List<Shipment> shipments = threeDays(random);
        Collections.shuffle(shipments, random);
        List<ServiceSlo> slos =
                List.of(AVAILABLE, FAST, slo(availability()), slo(availability("Other")));
        Accounts followed = store.accounts(slos);

        Instant now = NOW.minus(Duration.ofMinutes(90));
        for (Shipment shipment : shipments) {
            store.take(shipment, NOW);
            if (random.nextInt(8) > 0) {
                continue;
            }
            now = now.plus(MINUTE);
            List<Account> accounts = followed.at(now);
            assertThat(accounts).isEqualTo(store.accounts(slos).at(now));
            assertThat(accounts).allSatisfy(isWhatSlotsSay(now));
        }
        assertThat(now).isAfter(NOW.minus(Duration.ofMinutes(80)));
    }

    private ThrowingConsumer<Account> isWhatSlotsSay(Instant now) {
        return account -> {
            Slo slo = account.slo().slo();
            PeriodWindow period = PeriodWindow.at(now, slo.period());
            assertThat(account.budget().corrected())
                    .isEqualTo(
                            Budget.of(
                                    slo.objective(),
                                    store.slots(account.slo(), period),
                                    period.length()));
        };
    }

    @Test
    void seesWhatSomebodyElseWroteOrDeleted() {
        store.take(shipment(ONE, ago(100), row("GetItem", 10, 1)), NOW);
        Accounts followed = store.accounts(List.of(AVAILABLE));
        assertThat(valid(followed)).isEqualTo(10);

        execute("UPDATE slo_hour SET valid = 30");
        assertThat(valid(followed)).isEqualTo(30);

        execute("DELETE FROM slo_hour");
        assertThat(valid(followed)).isZero();
    }

    private static long valid(Accounts accounts) {
        return switch (accounts.at(NOW).getFirst().budget().corrected().reading()) {
            case Reading.Measured(_, long valid) -> valid;
            case Reading.NoTraffic _, Reading.NotMeasured _, Reading.Fault _ -> 0;
        };
    }

    @Test
    void aBudgetIsToldWithCorrectionsAndWithout() {
        store.take(shipment(ONE, ago(2), row("GetItem", 1_000, 1)), NOW);
        store.take(shipment(ONE, ago(1), row("GetItem", 1_000, 3)), NOW);
        store.correct(
                AVAILABLE,
                new NumberedCorrection(1, new Correction(ago(1), NOW, "amy", "the network")));

        Budget.Both budget = store.accounts(List.of(AVAILABLE)).at(NOW).getFirst().budget();

        assertThat(budget.corrected().spent()).isEqualTo(Ratio.of(1, 2));
        assertThat(budget.asMeasured().spent()).isEqualTo(Ratio.of(2, 1));
    }

    @Test
    void aMinuteMeasuredInPartIsNoFault() {
        store.take(part(ONE, ago(1), row("GetItem", 10, 1)), NOW);

        assertThat(store.accounts(List.of(AVAILABLE)).at(NOW).getFirst().budget().corrected())
                .matches(budget -> budget.reading() instanceof Reading.NotMeasured);
        assertThat(budget(AVAILABLE, NOW).reading()).isEqualTo(new Reading.NotMeasured());
    }

    /// Two instances, the second now and then away; now and then nobody measures.
    private static List<Shipment> threeDays(Random random) {
        List<Shipment> shipments = new ArrayList<>();
        int minutes = (int) Duration.ofDays(3).plusHours(2).toMinutes();
        for (int minute = 1; minute < minutes; minute += random.nextInt(1, 40)) {
            for (UUID instance : List.of(ONE, TWO)) {
                if (random.nextInt(4) > 0) {
                    int valid = random.nextInt(100);
                    Row[] rows = {
                        row("GetItem", valid, random.nextInt(valid + 1)), row("List", valid, 0)
                    };
                    shipments.add(
                            new Shipment(
                                    instance,
                                    ago(minute),
                                    random.nextInt(5) > 0,
                                    BOUNDS,
                                    List.of(rows)));
                }
            }
        }
        return shipments;
    }

    private Tally hour(ServiceSlo slo) {
        return windows(slo).of(Duration.ofHours(1));
    }

    private WindowTallies windows(ServiceSlo slo) {
        return store.accounts(List.of(slo)).at(NOW).getFirst().windows();
    }

    private Tally budget(ServiceSlo slo, Instant now) {
        return Tally.sum(
                store.slots(slo, new PeriodWindow(now.minus(Duration.ofDays(28)), now)).stream()
                        .map(Slot::tally)
                        .toList());
    }

    private static ServiceSlo slo(Indicator indicator) {
        return new ServiceSlo(
                SHOP, OWNER, Slos.of(indicator, "99.9%", Slos.THIRTY_DAYS, Slos.USUAL));
    }

    private static Indicator availability(String... routes) {
        return new Indicator.Availability(
                List.of(routes), List.of(StatusRange.ofClass(5)), Slos.AT);
    }

    /// Errors are slow: over all bounds.
    private static Row row(String route, long valid, long errors) {
        long fast = (valid - errors) / 2;
        return new Row(
                SHOP,
                route,
                "default",
                valid,
                errors,
                List.of(fast, valid - errors - fast, errors));
    }

    private static Shipment shipment(UUID instance, Instant minute, Row... rows) {
        return new Shipment(instance, minute, true, BOUNDS, List.of(rows));
    }

    private static Shipment part(UUID instance, Instant minute, Row... rows) {
        return new Shipment(instance, minute, false, BOUNDS, List.of(rows));
    }

    private static Instant ago(int minutes) {
        return NOW.minus(MINUTE.multipliedBy(minutes));
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
