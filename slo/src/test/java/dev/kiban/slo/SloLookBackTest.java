package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Period;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.Finding.AlertWithoutSpend;
import dev.kiban.slo.Finding.SpendWithoutAlert;
import dev.kiban.slo.Finding.TooLoose;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Cause.Alert;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.SloLookBack.Evidence;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A quarter in which 1,000 requests came each hour.
class SloLookBackTest {
    private static final PeriodWindow QUARTER = Quarter.parse("2026Q3").window(ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long HOURS = 92 * 24;
    private static final long ALLOWED = HOURS; // 0.1% of 1,000 an hour

    @Test
    void addsUpToTheBudgetOfTheQuarter() {
        Alert alert = new Alert(tiers("page 1h"), hour(100).plusSeconds(600), hour(102));
        Cause release = new Cause.Release("1.4.2 is live", hour(500), hour(524));

        SloLookBack lookBack =
                of("99.9%", Map.of(100L, 700L, 510L, 200L, 900L, 50L), List.of(alert, release));

        assertThat(lookBack.parts()).extracting(Part::bad).containsExactly(700L, 200L, 50L);
        assertThat(lookBack.parts().stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus))
                .isEqualTo(lookBack.budget().spent())
                .isEqualTo(Ratio.of(950, ALLOWED));
    }

    @Test
    void proposesAStricterObjectiveThatWouldHaveBeenKeptWithRoomToSpare() {
        SloLookBack lookBack = of("99.9%", Map.of(900L, 100L), List.of());

        // 100 bad of the 672 that 28 days allow.
        assertThat(lookBack.findings())
                .containsExactly(
                        new TooLoose(
                                Ratio.of(100, 672), Share.parse("99.95%"), Ratio.of(200, 672)));
    }

    @Test
    void doesNotCallAnObjectiveLooseThatWasNearlySpentOnce() {
        assertThat(of("99.9%", Map.of(900L, 170L), List.of()).findings()).isEmpty();
    }

    @Test
    void doesNotProposeABudgetThatIsGoneByChance() {
        assertThat(SloLookBack.of(slo("99.995%"), days(30)).findings()).isEmpty();
        assertThat(SloLookBack.of(slo("99.995%"), days(60)).findings())
                .singleElement()
                .isInstanceOf(TooLoose.class);
    }

    @Test
    void judgesNoObjectiveByAFewDays() {
        assertThat(SloLookBack.of(slo("99%"), days(7)).findings()).isEmpty();
    }

    @Test
    void concludesNothingFromHalfAQuarter() {
        List<Slot> slots =
                slots(Map.of(), HOURS).stream()
                        .map(
                                slot ->
                                        slot.start().isBefore(hour(HOURS / 2))
                                                ? slot
                                                : slot.with(new Tally(0, 0, 0, 60)))
                        .toList();
        Evidence half = new Evidence(QUARTER, QUARTER.end(), slots, List.of());

        assertThat(SloLookBack.of(slo("99%"), half).findings()).isEmpty();
    }

    @Test
    void findsAlertsWithoutSpendAndSpendWithoutAlert() {
        Alert noise = new Alert(tiers("page 6h"), hour(50), hour(51));

        SloLookBack lookBack = of("99.9%", Map.of(900L, 300L, 901L, 300L, 50L, 0L), List.of(noise));

        PeriodWindow day = new PeriodWindow(hour(888), hour(912));
        assertThat(lookBack.findings())
                .containsExactly(
                        new SpendWithoutAlert(
                                600, Ratio.of(600, ALLOWED), day, Ratio.of(600, ALLOWED)),
                        new AlertWithoutSpend(noise));
    }

    @Test
    void takesAlertsThatFollowOneAnotherForOne() {
        Instant start = hour(10);
        List<Told> told =
                List.of(
                        told("page 1h", start, start.plusSeconds(1_800)),
                        told("page 6h", start.plusSeconds(300), start.plusSeconds(3_600)),
                        told("ticket 24h", start.plusSeconds(7_200), start.plusSeconds(9_000)),
                        told("page 1h", hour(20), hour(21)));

        assertThat(AlertPeriods.of(new SloName("good"), told, QUARTER.end()))
                .containsExactly(
                        new Alert(
                                tiers("page 1h", "page 6h", "ticket 24h"),
                                start,
                                start.plusSeconds(9_000)),
                        new Alert(tiers("page 1h"), hour(20), hour(21)));
    }

    @Test
    void takesWhatStillFiresUntilNow() {
        Told fires =
                new Told(
                        new SloName("good"), TierName.parse("page 1h"), hour(10), Optional.empty());

        assertThat(AlertPeriods.of(new SloName("good"), List.of(fires), hour(12)))
                .containsExactly(new Alert(tiers("page 1h"), hour(10), hour(12)));
        assertThat(AlertPeriods.of(new SloName("other"), List.of(fires), hour(12))).isEmpty();
    }

    private static List<TierName> tiers(String... names) {
        return Stream.of(names).map(TierName::parse).toList();
    }

    private static Evidence days(long days) {
        return new Evidence(QUARTER, hour(days * 24), slots(Map.of(), days * 24), List.of());
    }

    private static Told told(String tier, Instant start, Instant end) {
        return new Told(new SloName("good"), TierName.parse(tier), start, Optional.of(end));
    }

    /// @param bad events by hour of the quarter
    private static SloLookBack of(String objective, Map<Long, Long> bad, List<Cause> causes) {
        return SloLookBack.of(
                slo(objective), new Evidence(QUARTER, QUARTER.end(), slots(bad, HOURS), causes));
    }

    private static List<Slot> slots(Map<Long, Long> bad, long hours) {
        List<Slot> slots = new ArrayList<>();
        for (long i = 0; i < hours; i++) {
            long good = 1_000 - bad.getOrDefault(i, 0L);
            slots.add(new Slot(hour(i), HOUR, Tally.ofWhole(good, 1_000, 60)));
        }
        return slots;
    }

    private static Instant hour(long hour) {
        return QUARTER.start().plus(HOUR.multipliedBy(hour));
    }

    private static ServiceSlo slo(String objective) {
        return new ServiceSlo(
                new ServiceName("shop"),
                new TeamName("shop-team"),
                Slos.of(
                        new Availability(List.of(), List.of(), Slos.AT),
                        objective,
                        new Period.Rolling(28),
                        Slos.USUAL));
    }
}
