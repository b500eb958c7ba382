package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Period;
import dev.kiban.definition.Period.Calendar;
import dev.kiban.definition.Period.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PeriodWindowTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Test
    void endsWithTheLastWholeMinute() {
        PeriodWindow window =
                PeriodWindow.at(Instant.parse("2026-03-10T12:34:56Z"), new Period.Rolling(7));

        assertThat(window.end()).isEqualTo("2026-03-10T12:34:00Z");
        assertThat(window.start()).isEqualTo("2026-03-03T12:34:00Z");
    }

    @Test
    void beginsWhenTheDayDoesInItsZone() {
        Instant firstOfAprilInTokyo = Instant.parse("2026-03-31T15:00:00Z");

        PeriodWindow quarter =
                PeriodWindow.at(firstOfAprilInTokyo, new Calendar(Unit.QUARTER, TOKYO));

        assertThat(quarter.start()).isEqualTo("2026-03-31T15:00:00Z");
        assertThat(quarter.end()).isEqualTo("2026-06-30T15:00:00Z");
        assertThat(quarter.elapsed(firstOfAprilInTokyo.plusSeconds(60)))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void crossesTheYear() {
        PeriodWindow month =
                PeriodWindow.at(
                        Instant.parse("2026-12-31T15:00:00Z"), new Calendar(Unit.MONTH, TOKYO));

        assertThat(month.start()).isEqualTo("2026-12-31T15:00:00Z");
        assertThat(month.end()).isEqualTo("2027-01-31T15:00:00Z");
    }

    @Property
    void holdsTheMomentThatItIsAskedFor(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant now = Instant.ofEpochSecond(second);

        for (Unit unit : Unit.values()) {
            PeriodWindow window = PeriodWindow.at(now, new Calendar(unit, SAO_PAULO));
            assertThat(now).isBetween(window.start(), window.end().minusNanos(1));
            assertThat(PeriodWindow.at(window.end(), new Calendar(unit, SAO_PAULO)).start())
                    .isEqualTo(window.end());
        }
    }
}
