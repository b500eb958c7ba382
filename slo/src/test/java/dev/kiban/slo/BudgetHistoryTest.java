package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.slo.BudgetHistory.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetHistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    static Stream<Period> periods() {
        return Stream.of(
                new Period.Rolling(7),
                new Period.Calendar(Period.Unit.MONTH, ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @MethodSource("periods")
    void isAtEachTimeWhatTheBudgetWasThen(Period period) {
        Slo slo = Slos.of("99%", period, Slos.USUAL);
        List<Slot> slots = slots(new Random(1), 70 * 24);
        List<Instant> times =
                Stream.iterate(START.plus(DAY.multipliedBy(10)), at -> at.plus(DAY))
                        .limit(60)
                        .toList();

        List<Moment> moments = BudgetHistory.of(slo, slots, times, DAY);

        assertThat(moments).extracting(Moment::at).isEqualTo(times);
        assertThat(moments)
                .allSatisfy(
                        moment ->
                                assertThat(moment.budget())
                                        .isEqualTo(budget(slo, slots, moment.at())));
        assertThat(moments.getFirst().step())
                .isEqualTo(
                        Tally.sum(
                                slots.subList(9 * 24, 10 * 24).stream().map(Slot::tally).toList()));
    }

    @Test
    void knowsNothingOfATimeBeforeAllCounts() {
        Slo slo = Slos.of("99%", new Period.Rolling(7), Slos.USUAL);

        List<Moment> moments =
                BudgetHistory.of(
                        slo, slots(new Random(1), 24), List.of(START.minus(HOUR), START), HOUR);

        assertThat(moments)
                .allSatisfy(
                        moment ->
                                assertThat(moment.budget().reading())
                                        .isEqualTo(new Reading.NotMeasured()));
    }

    private static Budget budget(Slo slo, List<Slot> slots, Instant at) {
        PeriodWindow period = PeriodWindow.at(at, slo.period());
        List<Slot> within =
                slots.stream()
                        .filter(
                                slot ->
                                        !slot.start().isBefore(period.start())
                                                && slot.start().isBefore(at))
                        .toList();
        return Budget.of(slo.objective(), within, period.length());
    }

    private static List<Slot> slots(Random random, int hours) {
        List<Slot> slots = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            long valid = random.nextInt(1, 1_000);
            long good = valid - random.nextLong(valid / 20 + 1);
            int measured = random.nextInt(9) == 0 ? 0 : 60;
            Tally tally = measured == 0 ? new Tally(0, 0, 0, 60) : new Tally(good, valid, 60, 60);
            slots.add(new Slot(START.plus(HOUR.multipliedBy(hour)), HOUR, tally));
        }
        return slots;
    }
}
