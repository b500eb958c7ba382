package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.kernel.Share;
import dev.kiban.slo.Reading.Fault;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.Reading.NoTraffic;
import dev.kiban.slo.Reading.NotMeasured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Objective THREE_NINES = new Occurrences(Share.parse("99.9%"));

    @Test
    void tellsFourStatesApart() {
        assertThat(Tally.ofWhole(0, 0, 5).reading()).isEqualTo(new NoTraffic());
        assertThat(new Tally(0, 0, 0, 5).reading()).isEqualTo(new NotMeasured());
        assertThat(Tally.ofWhole(9, 10, 5).reading()).isEqualTo(new Measured(9, 10));
        assertThat(Tally.ofWhole(11, 10, 5).reading()).isInstanceOf(Fault.class);
        assertThat(new Tally(1, 1, 6, 5).reading()).isInstanceOf(Fault.class);
        assertThat(new Tally(1, 1, 0, 5).reading()).isEqualTo(new NotMeasured());
    }

    @Test
    void isBlindBelowNineTenths() {
        assertThat(new Tally(9, 9, 9, 10).isBlind()).isFalse();
        assertThat(new Tally(9, 9, 89, 100).isBlind()).isTrue();
        assertThat(Tally.NOTHING.isBlind()).isTrue();
    }

    @Test
    void isSignedAndNeverCutOff() {
        Budget budget = budget(THREE_NINES, Tally.ofWhole(997, 1_000, 60));

        assertThat(budget.spent()).isEqualTo(Ratio.of(3, 1));
        assertThat(budget.remaining()).isEqualTo(Ratio.of(-2, 1));
        assertThat(budget.timeToExhaustion(Ratio.ONE, WEEK)).contains(Duration.ZERO);
    }

    @Test
    void endsAtThePaceOfTheRecentWindow() {
        Budget budget = budget(THREE_NINES, Tally.ofWhole(99_950, 100_000, 60));

        assertThat(budget.timeToExhaustion(Ratio.of(7, 1), WEEK)).contains(Duration.ofHours(12));
        assertThat(budget.timeToExhaustion(Ratio.ZERO, WEEK)).isEmpty();
    }

    @Test
    void sumsCountsAndNeverRatios() {
        Budget budget =
                Budget.of(
                        THREE_NINES,
                        List.of(
                                slot(0, Tally.ofWhole(0, 1, 60)),
                                slot(1, Tally.ofWhole(9_999, 9_999, 60))),
                        WEEK);

        assertThat(budget.spent()).isEqualTo(Ratio.of(1, 10));
    }

    @Test
    void countsNoSliceThatNobodyMeasuredAsBad() {
        TimeSlices objective =
                new TimeSlices(Share.parse("99%"), Duration.ofMinutes(1), Share.parse("95%"));

        Budget budget =
                Budget.of(
                        objective,
                        List.of(slot(0, new Tally(0, 0, 0, 1)), slot(1, Tally.ofWhole(0, 1, 1))),
                        Duration.ofMinutes(100));

        assertThat(budget.spent()).isEqualTo(Ratio.ONE);
        assertThat(budget.coverage()).isEqualTo(Ratio.of(1, 2));
        assertThat(budget.isBlind()).isTrue();
    }

    @Test
    void isNoStatementIfOneSlotCannotBe() {
        Budget budget =
                Budget.of(
                        THREE_NINES,
                        List.of(
                                slot(0, Tally.ofWhole(11, 10, 60)),
                                slot(1, Tally.ofWhole(5, 20, 60))),
                        WEEK);

        assertThat(budget.reading()).isInstanceOf(Fault.class);
        assertThat(budget.isBlind()).isTrue();
    }

    @Test
    void countsSlicesInWindowsOfAlertsToo() {
        TimeSlices objective = new TimeSlices(Share.parse("99%"), HOUR, Share.parse("95%"));
        List<Slot> slots =
                List.of(
                        slot(0, Tally.ofWhole(94, 100, 60)),
                        slot(1, Tally.ofWhole(95, 100, 60)),
                        slot(2, Tally.ofWhole(0, 0, 60)),
                        slot(3, new Tally(0, 0, 0, 60)));

        assertThat(Tally.ofWindow(objective, slots)).isEqualTo(new Tally(2, 3, 180, 240));
    }

    @Test
    void correctsOnlyWhatLiesWhollyWithin() {
        Correction correction =
                new Correction(
                        START.plusSeconds(60), START.plus(HOUR.multipliedBy(2)), "ben", "drill");
        List<Slot> slots =
                List.of(slot(0, Tally.ofWhole(0, 10, 60)), slot(1, Tally.ofWhole(0, 10, 60)));

        Budget.Both both = Budget.of(THREE_NINES, slots, WEEK, List.of(correction));

        assertThat(both.asMeasured().spent()).isEqualTo(Ratio.of(1_000, 1));
        assertThat(both.corrected().spent()).isEqualTo(Ratio.of(500, 1));
    }

    @Property
    void addsUpToTheWhole(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long bad,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long good,
            @ForAll @LongRange(min = 0, max = Share.WHOLE - 1) long target) {
        Budget budget =
                budget(new Occurrences(new Share(target)), Tally.ofWhole(good, good + bad, 60));

        assertThat(budget.spent().plus(budget.remaining())).isEqualTo(Ratio.ONE);
    }

    @Property
    void burnsFasterWithEachBadEvent(
            @ForAll @IntRange(min = 0, max = 1_000_000) int bad,
            @ForAll @IntRange(min = 1, max = 1_000_000) int more) {
        long valid = 2_000_000;

        Ratio burn = Budget.burn(THREE_NINES, Tally.ofWhole(valid - bad, valid, 60));
        Ratio faster = Budget.burn(THREE_NINES, Tally.ofWhole(valid - bad - more, valid, 60));

        assertThat(faster.exceeds(burn)).isTrue();
    }

    private static Budget budget(Objective objective, Tally tally) {
        return Budget.of(objective, List.of(slot(0, tally)), WEEK);
    }

    private static Slot slot(int hour, Tally tally) {
        return new Slot(START.plus(HOUR.multipliedBy(hour)), HOUR, tally);
    }
}
