package dev.kiban.fleamarket.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {
    private static final long MILLI = 1_000_000;

    private long now;
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void tellsHowLongPushesTookLately() {
        assertThat(pulse.millis()).isZero();

        now = 10 * MILLI;
        pulse.took(0);
        now = 40 * MILLI;
        pulse.took(10 * MILLI);

        assertThat(pulse.millis()).isEqualTo(20);
    }

    @Test
    void forgetsWhatWasLongAgo() {
        now = 10 * MILLI;
        pulse.took(0);
        now = 1_500 * MILLI;
        pulse.took(now - 30 * MILLI);
        now = 2_500 * MILLI;
        assertThat(pulse.millis()).isEqualTo(30);

        now = 4_000 * MILLI;

        assertThat(pulse.millis()).isZero();
    }
}
