package dev.kiban.fleamarket.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final ZonedDateTime DAY =
            ZonedDateTime.of(2026, 11, 22, 0, 0, 0, 0, ZoneOffset.UTC);
    private final Rhythm rhythm = new Rhythm(4);

    @Test
    void isBusiestInTheEvening() {
        assertThat(rhythm.rate(DAY.withHour(20))).isGreaterThan(3 * rhythm.rate(DAY.withHour(8)));
    }

    @Test
    void keepsTheAverageOfADay() {
        double sum =
                IntStream.range(0, 24).mapToDouble(hour -> rhythm.rate(DAY.withHour(hour))).sum();

        assertThat(sum / 24).isCloseTo(4, within(0.01));
    }

    @Test
    void pausesByChanceAndNeverLong() {
        Random random = new Random(7);
        double mean =
                IntStream.range(0, 10_000)
                        .mapToObj(_ -> rhythm.pause(DAY.withHour(2), random))
                        .mapToLong(Duration::toMillis)
                        .average()
                        .orElseThrow();

        assertThat(mean).isCloseTo(1_000 / rhythm.rate(DAY.withHour(2)), within(20.0));
        assertThat(new Rhythm(0.001).pause(DAY, random)).isEqualTo(Duration.ofSeconds(5));
    }
}
