package dev.kiban.slo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:00Z");
    private static final PeriodWindow TIME = new PeriodWindow(NOW.minus(Duration.ofDays(90)), NOW);
    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(10), Duration.ofMillis(300));

    private static final ServiceName SHOP = new ServiceName("shop");
    private static final ServiceSlo AVAILABLE =
            slo(new Indicator.Availability(List.of(), List.of(), Slos.AT), "99.9%");
    private static final ServiceSlo FAST =
            slo(new Indicator.Latency(List.of("Buy"), Duration.ofMillis(300), Slos.AT), "99%");

    private static final List<DemoHour> HOURS = history(7).hours().toList();

    @Test
    void isTheSameOfTheSameSeedOnly() {
        assertThat(history(7).hours()).containsExactlyElementsOf(HOURS);
        assertThat(history(8).hours().toList()).isNotEqualTo(HOURS);
    }

    @Test
    void hasEveryHourUntilNow() {
        assertThat(HOURS).hasSize(90 * 24 + 1);
        assertThat(history(7).length()).isEqualTo(HOURS.size());
        assertThat(HOURS.getFirst().start()).isEqualTo(Instant.parse("2026-08-23T10:00:00Z"));
        assertThat(Long.bitCount(HOURS.getFirst().measured())).isEqualTo(43);
        assertThat(HOURS.getLast().measured()).isEqualTo((1L << 17) - 1);
    }

    @Test
    void hasMinutesThatAddUpToTheirHourAsLongAsMinutesAreKept() {
        Instant kept = NOW.minus(CountStore.KEPT_MINUTES);
        for (DemoHour hour : HOURS) {
            assertThat(hour.minutes().isEmpty()).isEqualTo(!hour.start().isAfter(kept));
            if (!hour.minutes().isEmpty()) {
                assertThat(hour.minutes()).hasSize(Long.bitCount(hour.measured()));
                long byMinute =
                        hour.minutes().stream()
                                .flatMap(minute -> minute.rows().stream())
                                .mapToLong(Row::valid)
                                .sum();
                assertThat(byMinute).isEqualTo(rows(hour).mapToLong(Row::valid).sum());
            }
        }
    }

    @Test
    void hasTwoGaps() {
        long measured = HOURS.stream().mapToLong(hour -> Long.bitCount(hour.measured())).sum();

        assertThat(TIME.length().toMinutes() - measured).isEqualTo(160 + 11);
        assertThat(HOURS).anySatisfy(hour -> assertThat(hour.measured()).isZero());
        assertThat(HOURS)
                .filteredOn(hour -> hour.measured() == 0)
                .allSatisfy(hour -> assertThat(rows(hour).mapToLong(Row::valid)).containsOnly(0L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 99})
    void hasTroubleButNotOnlyTrouble(long seed) {
        List<DemoHour> all = history(seed).hours().toList();
        long valid = all.stream().flatMap(DemoHistoryTest::rows).mapToLong(Row::valid).sum();
        long bad = all.stream().flatMap(DemoHistoryTest::rows).mapToLong(Row::errors).sum();

        assertThat((double) bad / valid).isBetween(0.0001, 0.004);
        assertThat(all).anySatisfy(hour -> assertThat(badShare(hour)).isGreaterThan(0.005));
        assertThat(all.subList(all.size() - 12, all.size()))
                .allSatisfy(hour -> assertThat(badShare(hour)).isLessThan(0.002));
    }

    @Test
    void namesReleasesInOrderWithinTheTime() {
        List<DemoRelease> releases = history(7).releases();

        assertThat(releases).hasSizeGreaterThan(20).extracting(DemoRelease::at).isSorted();
        assertThat(releases).allSatisfy(one -> assertThat(one.at()).isBetween(TIME.start(), NOW));
        assertThat(releases).extracting(DemoRelease::version).doesNotHaveDuplicates();
    }

    @Test
    void tellsOfEachTroubleWhileItLastsAndOfNothingElse() {
        List<DemoHour.Alert> alerts =
                HOURS.stream().flatMap(hour -> hour.alerts().stream()).toList();

        assertThat(alerts).hasSizeBetween(5, 40);
        assertThat(alerts)
                .allSatisfy(
                        alert -> {
                            assertThat(alert.time().start()).isBetween(TIME.start(), NOW);
                            assertThat(alert.time().end()).isBetween(TIME.start(), NOW);
                            assertThat(worst(alert.time())).isGreaterThan(0.001);
                        });
    }

    @Test
    void tellsThatOneHasEndedInTheHourInWhichItDoes() {
        for (DemoHour hour : HOURS) {
            assertThat(hour.alerts())
                    .allSatisfy(
                            alert ->
                                    assertThat(alert.time().end())
                                            .isBetween(
                                                    hour.start(),
                                                    hour.start().plus(Duration.ofHours(1))));
        }
    }

    /// The worst share of bad requests, or of slow ones, that an hour before or in some time had.
    private static double worst(PeriodWindow time) {
        return HOURS.stream()
                .filter(hour -> hour.start().isBefore(time.end()))
                .filter(hour -> hour.start().isAfter(time.start().minus(Duration.ofDays(3))))
                .mapToDouble(hour -> Math.max(badShare(hour), slowShare(hour)))
                .max()
                .orElse(0);
    }

    private static double slowShare(DemoHour hour) {
        long valid = rows(hour).mapToLong(Row::valid).sum();
        long slow = rows(hour).mapToLong(row -> row.buckets().getLast()).sum();
        return valid == 0 ? 0 : (double) slow / valid;
    }

    private static ServiceSlo slo(Indicator indicator, String target) {
        return new ServiceSlo(
                SHOP,
                new TeamName("shop-team"),
                Slos.of(indicator, target, Slos.THIRTY_DAYS, Slos.USUAL));
    }

    @Test
    void isMarked() {
        assertThat(HOURS.stream().flatMap(DemoHistoryTest::rows))
                .allSatisfy(row -> assertThat(row.backend()).isEqualTo(DemoCounts.BACKEND));
    }

    @Test
    void isBusierInTheEveningThanAtNight() {
        assertThat(requestsAt(20).sum()).isGreaterThan(2 * requestsAt(8).sum());
    }

    private LongStream requestsAt(int hourOfDay) {
        return HOURS.stream()
                .filter(hour -> hour.start().atZone(ZoneOffset.UTC).getHour() == hourOfDay)
                .flatMap(DemoHistoryTest::rows)
                .mapToLong(Row::valid);
    }

    private static double badShare(DemoHour hour) {
        long valid = rows(hour).mapToLong(Row::valid).sum();
        return valid == 0 ? 0 : (double) rows(hour).mapToLong(Row::errors).sum() / valid;
    }

    private static Stream<Row> rows(DemoHour hour) {
        return hour.rows().stream();
    }

    private static DemoHistory history(long seed) {
        DemoService shop =
                new DemoService(
                        SHOP, List.of("GetItem", "ListItems", "Buy"), List.of(AVAILABLE, FAST));
        return new DemoHistory(
                List.of(shop), new DemoHistory.Frame(TIME, BOUNDS, ZoneOffset.UTC), seed);
    }
}
