package dev.kiban.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.limit.Gradient.Window;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GradientTest {
    private static final double MILLI = 1_000_000;
    private static final long WINDOW_NANOS = 100_000_000;

    @Property
    void neverLeavesItsBounds(
            @ForAll @IntRange(min = 1, max = 50) int atLeast,
            @ForAll @IntRange(min = 50, max = 1_000) int atMost,
            @ForAll @Size(max = 400) List<@DoubleRange(min = 1, max = 1e10) Double> means,
            @ForAll @IntRange(min = 0, max = 2_000) int most) {
        Gradient gradient = new Gradient(atLeast, atMost);
        long now = 0;
        for (double mean : means) {
            now += WINDOW_NANOS;
            gradient.update(new Window(mean, most), now);

            assertThat(gradient.limit()).isBetween(atLeast, atMost);
        }
    }

    @Test
    void growsToItsBoundWhileLatencyStays() {
        Gradient gradient = new Gradient(10, 500);

        for (int i = 0; i < 300; i++) {
            gradient.update(new Window(MILLI, gradient.limit()), i * WINDOW_NANOS);
        }

        assertThat(gradient.isMeasuring() ? gradient.limit() * 2 : gradient.limit())
                .isGreaterThan(450);
    }

    @Test
    void beginsWithTheLeastUntilItKnowsHowLongAnAnswerTakes() {
        Gradient gradient = new Gradient(3, 500);
        assertThat(gradient.limit()).isEqualTo(3);

        gradient.update(new Window(MILLI, 3), 0);

        assertThat(gradient.limit()).isEqualTo(20);
    }

    @Test
    void whatIsNotUsedDoesNotGrow() {
        Gradient gradient = new Gradient(10, 500);

        for (int i = 0; i < 300; i++) {
            gradient.update(new Window(MILLI, 3), i * WINDOW_NANOS);
        }

        assertThat(gradient.limit()).isEqualTo(20);
    }

    @Test
    void shrinksWhileLatencyIsHigh() {
        Gradient gradient = new Gradient(1, 500);
        for (int i = 0; i < 50; i++) {
            gradient.update(new Window(MILLI, gradient.limit()), i * WINDOW_NANOS);
        }
        int before = gradient.limit();

        for (int i = 50; i < 90; i++) {
            gradient.update(new Window(10 * MILLI, gradient.limit()), i * WINDOW_NANOS);
        }

        assertThat(gradient.limit()).isLessThan(before / 4);
    }

    @Test
    void measuresWithHalfOfTheLimitWhenItWasUsedForLong() {
        Gradient gradient = new Gradient(1, 100);
        gradient.update(new Window(MILLI, 1), 0);
        int i = 0;
        while (!gradient.isMeasuring()) {
            gradient.update(new Window(MILLI, gradient.limit()), ++i * WINDOW_NANOS);
        }
        int measured = gradient.limit();

        gradient.update(new Window(MILLI, measured), ++i * WINDOW_NANOS);

        assertThat(i).isEqualTo(100 + 1);
        assertThat(gradient.isMeasuring()).isFalse();
        assertThat(gradient.limit()).isBetween(measured * 2 - 1, measured * 2 + 1);
    }

    @Test
    void aLatencyThatHasRisenForGoodIsLearned() {
        Gradient gradient = new Gradient(5, 100);
        for (int i = 0; i < 100; i++) {
            gradient.update(new Window(MILLI, 5), i * WINDOW_NANOS);
        }
        for (int i = 100; i < 200; i++) {
            gradient.update(new Window(3 * MILLI, 5), i * WINDOW_NANOS);
        }

        for (int i = 200; i < 250; i++) {
            gradient.update(new Window(3 * MILLI, gradient.limit()), i * WINDOW_NANOS);
        }

        assertThat(gradient.limit()).isGreaterThan(40);
    }
}
