package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.DemoCounts.Ground;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlDemoTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:00Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300));
    private static final PeriodWindow TEN_DAYS =
            new PeriodWindow(Instant.parse("2026-11-11T10:00:00Z"), NOW);
    private static final ServiceSlo FAST =
            new ServiceSlo(
                    SHOP,
                    new TeamName("shop-team"),
                    Slos.of(
                            new Indicator.Latency(List.of(), Duration.ofMillis(300), Slos.AT),
                            "99%",
                            Slos.THIRTY_DAYS,
                            Slos.USUAL));

    private static final DemoHour.Alert ALERT =
            new DemoHour.Alert(
                    SHOP,
                    FAST.slo().name(),
                    TierName.parse("page 1h"),
                    new PeriodWindow(
                            TEN_DAYS.start(), TEN_DAYS.start().plus(Duration.ofMinutes(20))));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private Database database;
    private CountStore store;
    private DemoCounts demo;

    @BeforeEach
    void open() throws SQLException {
        database = DATABASES.database();
        store = SqlCounts.in(database);
        demo = SqlDemo.in(database);
    }

    @Test
    void isReadAsRealCountsAreByTheHourAndByTheMinute() {
        demo.fill(BOUNDS, hours().stream());

        PeriodWindow minutes = new PeriodWindow(NOW.minus(Duration.ofMinutes(7)), NOW);
        assertThat(read(TEN_DAYS)).isEqualTo(new Tally(596, 745, 77, 14_417));
        assertThat(read(minutes)).isEqualTo(new Tally(28, 35, 7, 7));
        assertThat(store.newestEnd(TEN_DAYS.start(), NOW)).isEqualTo(NOW);
    }

    @Test
    void hasAlertsThatReadAsRealOnes() {
        demo.fill(BOUNDS, hours().stream());

        assertThat(SqlAlerts.in(database).told(SHOP, TEN_DAYS))
                .containsExactly(
                        new Told(
                                ALERT.slo(),
                                ALERT.tier(),
                                ALERT.time().start(),
                                Optional.of(ALERT.time().end())));
    }

    @Test
    void isToldFromRealCounts() {
        Ground before = demo.ground();

        demo.fill(BOUNDS, hours().stream());
        store.take(real(), NOW);

        assertThat(before).isEqualTo(new Ground(Set.of(), Set.of(), Optional.empty()));
        assertThat(demo.ground())
                .isEqualTo(
                        new Ground(
                                Set.of(SHOP), Set.of(new ServiceName("legacy")), Optional.of(NOW)));
    }

    @Test
    void isForgottenAndLeavesWhatWasReallyMeasured() {
        store.take(real(), NOW);
        String untouched = databaseText();
        demo.fill(BOUNDS, hours().stream());

        long rows = demo.forget();

        assertThat(rows).isPositive();
        assertThat(databaseText()).isEqualTo(untouched);
        assertThat(demo.forget()).isZero();
    }

    @Test
    void forgetsNothingWhereNothingWasMadeUp() {
        store.take(real(), NOW);
        String untouched = databaseText();

        assertThat(demo.forget()).isZero();
        assertThat(databaseText()).isEqualTo(untouched);
    }

    /// An hour of which no minutes are kept, and the beginning of the last one.
    private static List<DemoHour> hours() {
        Instant first = TEN_DAYS.start();
        Instant last = Instant.parse("2026-11-21T10:00:00Z");
        List<DemoHour.Minute> minutes =
                IntStream.range(0, 17)
                        .mapToObj(
                                minute ->
                                        new DemoHour.Minute(
                                                last.plus(Duration.ofMinutes(minute)),
                                                List.of(row("GetItem", 5), row("BuyItem", 0))))
                        .toList();
        return List.of(
                new DemoHour(
                        first,
                        (1L << 60) - 1,
                        List.of(row("GetItem", 600), row("BuyItem", 60)),
                        List.of(),
                        List.of(ALERT)),
                new DemoHour(
                        last,
                        (1L << 17) - 1,
                        List.of(row("GetItem", 5 * 17), row("BuyItem", 0)),
                        minutes,
                        List.of()));
    }

    private static Row row(String route, long valid) {
        long slow = valid / 5;
        return new Row(SHOP, route, DemoCounts.BACKEND, valid, 0, List.of(0L, valid - slow, slow));
    }

    private static Shipment real() {
        Row row = new Row(new ServiceName("legacy"), "/", "b", 3, 1, List.of(3L, 0L, 0L));
        return new Shipment(new UUID(0, 1), NOW, true, BOUNDS, List.of(row));
    }

    private Tally read(PeriodWindow time) {
        return Tally.sum(store.slots(FAST, time).stream().map(Slot::tally).toList());
    }

    /// All rows of counts.
    private String databaseText() {
        return database.read(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        var row =
                                statement.executeQuery(
                                        """
                                        SELECT concat(
                                            (SELECT array_agg(s) FROM (SELECT service, route, backend, since FROM slo_series) s),
                                            (SELECT array_agg(h) FROM slo_hour h),
                                            (SELECT array_agg(m) FROM slo_minute m),
                                            (SELECT array_agg(p) FROM slo_presence p),
                                            (SELECT array_agg(d) FROM slo_measured d),
                                            (SELECT array_agg(a) FROM slo_alert a))""");
                        row.next();
                        return row.getString(1);
                    }
                });
    }
}
