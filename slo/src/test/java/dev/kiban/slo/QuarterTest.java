package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarterTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void isFromItsFirstDayToThatOfTheNext() {
        assertThat(Quarter.parse("2026Q3").window(TOKYO))
                .isEqualTo(
                        new PeriodWindow(
                                Instant.parse("2026-06-30T15:00:00Z"),
                                Instant.parse("2026-09-30T15:00:00Z")));
    }

    @Test
    void dependsOnTheZone() {
        Instant newYear = Instant.parse("2025-12-31T20:00:00Z");

        assertThat(Quarter.at(newYear, TOKYO)).hasToString("2026Q1");
        assertThat(Quarter.at(newYear, ZoneOffset.UTC)).hasToString("2025Q4");
    }

    @Property
    void followsTheOneBeforeIt(
            @ForAll @IntRange(min = 2001, max = 2998) int year,
            @ForAll @IntRange(min = 1, max = 4) int number) {
        Quarter quarter = new Quarter(year, number);

        assertThat(quarter.before().after()).isEqualTo(quarter);
        assertThat(quarter.before().window(TOKYO).end()).isEqualTo(quarter.window(TOKYO).start());
        assertThat(Quarter.at(quarter.window(TOKYO).start(), TOKYO)).isEqualTo(quarter);
        assertThat(Quarter.parse(quarter.toString())).isEqualTo(quarter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026", "2026Q5", "2026q3", "Q3 2026", "1999Q4", "9999Q1", "20260Q1"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quarter.parse(text));
    }
}
