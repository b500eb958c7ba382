package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Share ALLOWED = Share.parse("0.1%");

    @Test
    void putsEachBadEventDownToOneCause() {
        Alert early = new Alert("a1", minute(2), minute(4));
        Alert late = new Alert("a2", minute(3), minute(5));
        Release old = new Release("r1", minute(0), minute(7));
        Release recent = new Release("r2", minute(5), minute(7));

        List<Part> parts =
                LookBack.attribute(
                        slots(1, 1, 1, 1, 1, 1, 1, 1), List.of(late, recent, old, early), ALLOWED);

        assertThat(parts)
                .extracting(Part::cause)
                .containsExactly(early, late, recent, old, new Unattributed());
        assertThat(parts).extracting(Part::bad).containsExactly(2L, 1L, 2L, 2L, 1L);
        assertThat(parts.getFirst().spent()).isEqualTo(Ratio.of(2 * 1_000, 8 * 100));
    }

    @Test
    void showsAnAlertWithoutSpend() {
        Alert noise = new Alert("a1", minute(1), minute(2));

        assertThat(LookBack.attribute(slots(1, 0, 1), List.of(noise), ALLOWED))
                .extracting(Part::bad)
                .containsExactly(0L, 2L);
    }

    @Test
    void saysNothingWasSpentWhereNothingHappened() {
        assertThat(LookBack.attribute(List.of(), List.of(), ALLOWED))
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
                    i % 2 == 0 ? new Alert("a" + i, start, end) : new Release("r" + i, start, end));
        }

        List<Part> parts = LookBack.attribute(slots, causes, ALLOWED);

        Tally all = Tally.sum(slots.stream().map(Slot::tally).toList());
        assertThat(parts.stream().mapToLong(Part::bad).sum()).isEqualTo(all.bad());
        assertThat(parts.stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus))
                .isEqualTo(all.errorRatio().dividedBy(Ratio.of(ALLOWED)));
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
