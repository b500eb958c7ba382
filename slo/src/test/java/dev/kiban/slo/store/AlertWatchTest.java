package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.slo.AlertStore;
import dev.kiban.slo.AlertWatch;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.Notification;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Releases.Release;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.Stand;
import dev.kiban.slo.TierState.Frozen;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Seven hours of traffic, one request in ten of it failing in the last one: pages of 1h and 6h
/// would fire, and the first speaks for the other.
class AlertWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:00Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final UUID GATEWAY = new UUID(0, 1);
    private static final int HOURS = 7;

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private Database database;
    private CountStore counts;
    private AlertStore alerts;

    @BeforeEach
    void open() throws SQLException {
        database = DATABASES.database();
        counts = SqlCounts.in(database);
        alerts = SqlAlerts.in(database);
        for (int minute = HOURS * 60; minute > 0; minute--) {
            count(NOW.minus(Duration.ofMinutes(minute)), minute <= 60 ? 10 : 0);
        }
    }

    @Test
    void saysInPlainWordsWhatBurns() {
        watch().round(soonAfter(NOW));

        assertThat(outbox()).hasSize(1);
        Notification told = outbox().getFirst();
        assertThat(told.startsAt()).isEqualTo(NOW);
        assertThat(told.isFiring()).isTrue();
        assertThat(told.labels())
                .containsEntry("service", "shop")
                .containsEntry("slo", "good")
                .containsEntry("tier", "page 1h")
                .containsEntry("severity", "page")
                .containsEntry("team", "shop-team");
        assertThat(told.annotations())
                .containsEntry(
                        "summary", "shop: 'good' burns 100.0 times as fast as its budget allows")
                .containsEntry("runbook_url", "https://example.com/playbook");
        assertThat(told.annotations().get("description"))
                .isEqualTo(
                        "In the last 1 h this cost 13.9% of the budget of 30 days; -1328.6% are left."
                                + " The budget is spent. Owner: shop-team."
                                + " Playbook: https://example.com/playbook"
                                + " Last release, 12 min before: shop 1.4.2 is live.");
    }

    @Test
    void tellsBeginningAndEndOnce() {
        watch().round(soonAfter(NOW));
        for (int minute = 0; minute < 6; minute++) {
            count(NOW.plus(Duration.ofMinutes(minute)), 0);
            watch().round(soonAfter(NOW.plus(Duration.ofMinutes(minute + 1L))));
        }

        assertThat(outbox()).extracting(Notification::isFiring).startsWith(true, false);
        assertThat(outbox().get(1).labels()).isEqualTo(outbox().get(0).labels());
        assertThat(outbox().get(1).startsAt()).isEqualTo(NOW);
    }

    @Test
    void remembersWhatPeopleWereToldWhenTheOutboxHasForgotten() {
        watch().round(soonAfter(NOW));
        assertThat(told()).containsExactly(tuple("page 1h", NOW, Optional.empty()));

        unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(4))));
        unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(14))));
        SqlOutbox.in(database).sweep(NOW.plus(Duration.ofDays(60)));

        Instant ended = NOW.plus(Duration.ofMinutes(11));
        assertThat(outbox()).isEmpty();
        assertThat(told()).containsExactly(tuple("page 1h", NOW, Optional.of(ended)));
        assertThat(alerts.told(SHOP, new PeriodWindow(ended, ended.plusSeconds(60)))).isEmpty();
        assertThat(alerts.told(new ServiceName("other"), new PeriodWindow(NOW, ended))).isEmpty();

        counts.sweep(NOW.plus(CountStore.KEPT_HOURS).plus(Duration.ofHours(2)));
        assertThat(told()).isEmpty();
    }

    @Test
    void decidesATimeOnceWhoeverAsks() throws Exception {
        List<Callable<Boolean>> rounds =
                Collections.nCopies(8, () -> watch().round(soonAfter(NOW)));

        List<Boolean> decided = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> round : threads.invokeAll(rounds)) {
                decided.add(round.get());
            }
        }

        assertThat(decided).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(outbox()).hasSize(1);
        assertThat(watch().round(soonAfter(NOW.minusSeconds(60)))).isFalse();
    }

    @Test
    void doesARoundAgainThatFailedHalfway() {
        execute("ALTER TABLE slo_tier ADD CHECK (level <> 'firing')");
        assertThatThrownBy(() -> watch().round(soonAfter(NOW))).isInstanceOf(SqlFault.class);
        assertThat(outbox()).isEmpty();

        execute("ALTER TABLE slo_tier DROP CONSTRAINT slo_tier_level_check1");
        assertThat(watch().round(soonAfter(NOW))).isTrue();

        assertThat(outbox()).hasSize(1);
    }

    @Test
    void staysAsItStoodWhileNobodyMeasures() {
        watch().round(soonAfter(NOW));
        watch().round(soonAfter(NOW.plus(Duration.ofMinutes(30))));

        assertThat(outbox()).hasSize(1);
        assertThat(alerts.stands(SHOP).values())
                .extracting(Stand::level)
                .filteredOn(Frozen.class::isInstance)
                .hasSize(2);
    }

    @Test
    void waitsALittleForAMinuteThatIsLate() {
        assertThat(watch().round(soonAfter(NOW.plus(Duration.ofMinutes(2))))).isTrue();

        assertThat(outbox()).extracting(Notification::startsAt).containsExactly(NOW);
    }

    @Test
    void endsWhatWasToldOfAnSloThatIsGone() {
        watch().round(soonAfter(NOW));
        unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(4))));
        unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(13))));
        assertThat(outbox()).hasSize(1);

        unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(14))));

        assertThat(outbox()).extracting(Notification::isFiring).containsExactly(true, false);
        assertThat(alerts.stands(SHOP)).isEmpty();
    }

    @Test
    void endsNothingThatAnotherProgramKnows() {
        watch().round(soonAfter(NOW));
        for (int minute = 4; minute < 40; minute += 8) {
            unknowing().round(soonAfter(NOW.plus(Duration.ofMinutes(minute))));
            watch().round(soonAfter(NOW.plus(Duration.ofMinutes(minute + 4L))));
        }

        assertThat(outbox()).hasSize(1);
        assertThat(alerts.stands(SHOP).values())
                .allSatisfy(stand -> assertThat(stand.unknownSince()).isEmpty());
    }

    private List<Tuple> told() {
        return alerts.told(SHOP, new PeriodWindow(NOW, NOW.plus(Duration.ofHours(1)))).stream()
                .map(told -> tuple(told.tier().toString(), told.start(), told.end()))
                .toList();
    }

    private AlertWatch watch() {
        return new AlertWatch(
                () -> new SloPlan(List.of(slo())), counts, alerts, AlertWatchTest::released);
    }

    /// Of a program whose definitions have no SLO.
    private AlertWatch unknowing() {
        return new AlertWatch(
                () -> new SloPlan(List.of()), counts, alerts, AlertWatchTest::released);
    }

    private static Instant soonAfter(Instant minute) {
        return minute.plusSeconds(21);
    }

    private void count(Instant minute, int errors) {
        Row row = new Row(SHOP, "GetItem", "default", 100, errors, List.of(100L));
        counts.take(new Shipment(GATEWAY, minute, true, List.of(), List.of(row)), minute);
    }

    private static ServiceSlo slo() {
        Slo plain =
                Slos.of(
                        new Indicator.Availability(
                                List.of(), List.of(StatusRange.ofClass(5)), Slos.AT),
                        "99.9%",
                        Slos.THIRTY_DAYS,
                        Slos.USUAL);
        return new ServiceSlo(
                SHOP,
                new TeamName("shop-team"),
                new Slo(
                        plain.name(),
                        plain.description(),
                        plain.indicator(),
                        plain.objective(),
                        plain.period(),
                        plain.alerting(),
                        Optional.of(URI.create("https://example.com/playbook")),
                        Slos.AT));
    }

    private static Optional<Release> released(ServiceName service, Instant before) {
        return Optional.of(
                new Release(before.minus(Duration.ofMinutes(12)), service + " 1.4.2 is live"));
    }

    private List<Notification> outbox() {
        return database.read(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows =
                                    statement.executeQuery(
                                            "SELECT * FROM slo_outbox ORDER BY position")) {
                        List<Notification> told = new ArrayList<>();
                        while (rows.next()) {
                            told.add(OutboxRows.notification(rows));
                        }
                        return told;
                    }
                });
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
