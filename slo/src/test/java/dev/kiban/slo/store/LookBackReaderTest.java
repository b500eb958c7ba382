package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.AlertStore;
import dev.kiban.slo.AlertStore.Changes;
import dev.kiban.slo.Correction;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.LookBackReader;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.Notification;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Quarter;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Releases.Release;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloLookBack;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import dev.kiban.slo.TierName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Ten hours of a quarter in a real store: trouble in an alert, after a release, and by itself.
class LookBackReaderTest {
    private static final PeriodWindow QUARTER = Quarter.parse("2026Q4").window(ZoneOffset.UTC);
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final UUID GATEWAY = new UUID(0, 1);
    private static final int HOURS = 10;
    private static final Instant BEGUN = QUARTER.start().plus(Duration.ofDays(3));
    private static final Instant END = BEGUN.plus(Duration.ofHours(HOURS));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private CountStore counts;
    private AlertStore alerts;

    @BeforeEach
    void count() {
        Database database = DATABASES.database();
        counts = SqlCounts.in(database);
        alerts = SqlAlerts.in(database);
        for (int minute = 0; minute < HOURS * 60; minute++) {
            int errors = Map.of(62, 50, 200, 30, 500, 7, 550, 9).getOrDefault(minute, 0);
            Row row = new Row(SHOP, "GetItem", "default", 100, errors, List.of(100L));
            Instant start = BEGUN.plus(Duration.ofMinutes(minute));
            counts.take(new Shipment(GATEWAY, start, true, List.of(), List.of(row)), start);
        }
        tell(Notification.firing("a", labels(), Map.of(), at(65)));
        tell(Notification.firing("a", labels(), Map.of(), at(65)).resolved("a/end", at(80)));
    }

    @Test
    void putsDownWhatWasBad() {
        SloLookBack lookBack = read(END.plusSeconds(30)).slos().getFirst();

        assertThat(lookBack.parts())
                .extracting(Part::cause)
                .containsExactly(
                        new Cause.Alert(List.of(TierName.parse("page 1h")), at(65), at(80)),
                        new Cause.Release("1.4.2 is live", at(190), at(190 + 24 * 60)),
                        new Cause.Release("1.4.1 is live", at(-60), at(190)),
                        new Cause.Unattributed());
        assertThat(lookBack.parts()).extracting(Part::bad).containsExactly(50L, 46L, 0L, 0L);
        assertThat(lookBack.budget().spent())
                .isEqualTo(Ratio.of(96 * 1_000, HOURS * 60 * 100))
                .isEqualTo(
                        lookBack.parts().stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus));
    }

    @Test
    void leavesOutWhatWasCorrected() {
        Correction move = new Correction(at(500), at(501), "amy", "the data centre moved");
        counts.correct(slo(), new NumberedCorrection(1, move));

        assertThat(read(END.plusSeconds(30)).slos().getFirst().parts())
                .extracting(Part::bad)
                .containsExactly(50L, 39L, 0L, 0L);
    }

    @Test
    void goesNoFurtherThanWhatWasMeasured() {
        ServiceLookBack lookBack = read(END.plusSeconds(30));

        assertThat(lookBack.until()).isEqualTo(END);
        assertThat(lookBack.isOver()).isFalse();
        assertThat(read(QUARTER.end().plus(Duration.ofDays(5))).isOver()).isTrue();
    }

    @Test
    void findsNothingInAQuarterThatHasNotBegun() {
        ServiceLookBack next =
                reader().read(
                                SHOP,
                                List.of(slo()),
                                Quarter.parse("2027Q1").window(ZoneOffset.UTC),
                                END.plusSeconds(30));

        assertThat(next.slos().getFirst().parts()).extracting(Part::bad).containsExactly(0L);
        assertThat(next.slos().getFirst().budget().isBlind()).isTrue();
    }

    private ServiceLookBack read(Instant now) {
        return reader().read(SHOP, List.of(slo()), QUARTER, now);
    }

    private LookBackReader reader() {
        return new LookBackReader(
                counts,
                alerts,
                (_, _) ->
                        List.of(
                                new Release(at(-60), "1.4.1 is live"),
                                new Release(at(190), "1.4.2 is live")));
    }

    private void tell(Notification notification) {
        Instant end = notification.endsAt().orElse(notification.startsAt());
        alerts.once(end, _ -> new Changes(Map.of(), Set.of(), List.of(notification)));
    }

    private static Map<String, String> labels() {
        return Map.of("alertname", "a", "service", "shop", "slo", "good", "tier", "page 1h");
    }

    private static Instant at(int minute) {
        return BEGUN.plus(Duration.ofMinutes(minute));
    }

    private static ServiceSlo slo() {
        return new ServiceSlo(
                SHOP,
                new TeamName("shop-team"),
                Slos.of(
                        new Availability(List.of(), List.of(StatusRange.ofClass(5)), Slos.AT),
                        "99.9%",
                        Slos.THIRTY_DAYS,
                        Slos.USUAL));
    }
}
