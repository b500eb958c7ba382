package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.kernel.Share;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Cause.Alert;
import dev.kiban.slo.LookBack.Cause.Release;
import dev.kiban.slo.LookBack.Cause.Unattributed;
import dev.kiban.slo.LookBack.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LookBackTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Objective EVENTS = new Occurrences(Share.parse("99.9%"));
    private static final Objective SLICES =
            new TimeSlices(Share.parse("99%"), Duration.ofMinutes(1), Share.parse("95%"));

    @Test
    void putsEachBadEventDownToOneCause() {
        Alert early = alert("page 1h", minute(2), minute(4));
        Alert late = alert("page 6h", minute(3), minute(5));
        Release old = new Release("r1", minute(0), minute(7));
        Release recent = new Release("r2", minute(5), minute(7));

        List<Part> parts =
                LookBack.attribute(
                        EVENTS,
                        slots(1, 1, 1, 1, 1, 1, 1, 1),
                        DAY,
                        List.of(late, recent, old, early));

        assertThat(parts)
                .extracting(Part::cause)
                .containsExactly(early, late, recent, old, new Unattributed());
        assertThat(parts).extracting(Part::bad).containsExactly(2L, 1L, 2L, 2L, 1L);
        assertThat(parts.getFirst().spent()).isEqualTo(Ratio.of(2 * 1_000, 8 * 100));
    }

    @Test
    void showsAnAlertWithoutSpend() {
        Alert noise = alert("page 1h", minute(1), minute(2));

        assertThat(LookBack.attribute(EVENTS, slots(1, 0, 1), DAY, List.of(noise)))
                .extracting(Part::bad)
                .containsExactly(0L, 2L);
    }

    @Test
    void putsTheHourInWhichAnAlertFiredDownToIt() {
        Duration hour = Duration.ofHours(1);
        List<Slot> hours =
                List.of(
                        new Slot(START, hour, Tally.ofWhole(90, 100, 60)),
                        new Slot(START.plus(hour), hour, Tally.ofWhole(80, 100, 60)),
                        new Slot(
                                START.plus(hour.multipliedBy(2)),
                                hour,
                                Tally.ofWhole(99, 100, 60)));
        Alert alert = alert("page 1h", minute(50), minute(61));
        Release release = new Release("r1", minute(110), minute(200));

        assertThat(LookBack.attribute(EVENTS, hours, DAY, List.of(alert, release)))
                .extracting(Part::bad)
                .containsExactly(30L, 1L, 0L);
    }

    @Test
    void saysNothingWasSpentWhereNothingHappened() {
        assertThat(LookBack.attribute(EVENTS, List.of(), DAY, List.of()))
                .containsExactly(new Part(new Unattributed(), 0, Ratio.ZERO));
    }

    @Property
    void addsUpToTheWholeExactly(
            @ForAll @NotEmpty @Size(max = 60) List<@IntRange(min = 0, max = 100) Integer> bad,
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 60) Integer> starts) {
        List<Slot> slots = slots(bad.stream().mapToInt(Integer::intValue).toArray());
        List<Cause> causes = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            Instant start = minute(starts.get(i));
            Instant end = minute(starts.get(i) + 7);
            causes.add(
                    i % 2 == 0
                            ? alert("page %dh".formatted(i + 1), start, end)
                            : new Release("r" + i, start, end));
        }

        assertAddsUp(EVENTS, slots, causes);
        assertAddsUp(SLICES, slots, causes);
    }

    private static void assertAddsUp(Objective objective, List<Slot> slots, List<Cause> causes) {
        List<Part> parts = LookBack.attribute(objective, slots, DAY, causes);

        assertThat(parts.stream().mapToLong(Part::bad).sum())
                .isEqualTo(Tally.ofWindow(objective, slots).bad());
        assertThat(parts.stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus))
                .isEqualTo(Budget.of(objective, slots, DAY).spent());
    }

    private static Alert alert(String tier, Instant start, Instant end) {
        return new Alert(List.of(TierName.parse(tier)), start, end);
    }

    private static List<Slot> slots(int... bad) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < bad.length; i++) {
            slots.add(
                    new Slot(
                            minute(i), Duration.ofMinutes(1), Tally.ofWhole(100 - bad[i], 100, 1)));
        }
        return slots;
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
