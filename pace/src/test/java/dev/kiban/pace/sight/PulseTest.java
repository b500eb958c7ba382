package dev.kiban.pace.sight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {
    private static final long SECOND = 1_000_000_000;

    private final Pulse pulse = new Pulse();

    @Test
    void knowsNothingAtFirst() {
        assertThat(pulse.then(1_000, 0)).isZero();
    }

    @Test
    void goesByWhatItSaw() {
        pulse.then(1_000, 0);

        assertThat(pulse.then(1_050, 2 * SECOND)).isEqualTo(25);
    }

    @Test
    void forgetsWhatIsMoreThanTenSecondsAgo() {
        for (int i = 0; i <= 10; i++) {
            pulse.then(100L * i, 2L * i * SECOND);
        }

        for (int i = 11; i <= 15; i++) {
            pulse.then(1_000, 2L * i * SECOND);
        }

        assertThat(pulse.then(1_000, 32 * SECOND)).isZero();
    }

    @Test
    void beginsAnewWithItsCounter() {
        pulse.then(1_000, 0);

        assertThat(pulse.then(0, SECOND)).isZero();
        assertThat(pulse.then(7, 2 * SECOND)).isEqualTo(7);
    }
}
