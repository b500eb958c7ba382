package dev.kiban.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private final Restarts restarts = new Restarts();

    @Test
    void waitsTwiceAsLongEachTimeAndThenGivesUp() {
        for (long millis : new long[] {500, 1_000, 2_000, 4_000, 8_000}) {
            assertThat(restarts.afterEnd(Duration.ZERO)).contains(Duration.ofMillis(millis));
        }

        assertThat(restarts.afterEnd(Duration.ZERO)).isEmpty();
    }

    @Test
    void forgivesWhoRanForAWhile() {
        restarts.afterEnd(Duration.ZERO);
        restarts.afterEnd(Duration.ZERO);

        assertThat(restarts.afterEnd(Restarts.STEADY)).contains(Duration.ofMillis(500));
    }
}
