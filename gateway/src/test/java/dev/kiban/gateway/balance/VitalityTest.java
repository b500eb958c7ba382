package dev.kiban.gateway.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Health;
import dev.kiban.definition.Health.HttpPath;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VitalityTest {
    private static final Duration TIME = Duration.ofSeconds(1);

    private final Vitality vitality =
            new Vitality(new Health(new HttpPath("/healthz"), TIME, TIME, 3, 2));

    @Test
    void takesAnEndpointToServeUntilItSaysOtherwiseThreeTimes() {
        assertThat(answers(false, false)).isTrue();
        assertThat(answers(false)).isFalse();
    }

    @Test
    void startsToCountAfresh() {
        assertThat(answers(false, false, true, false, false)).isTrue();
    }

    @Test
    void takesItBackAfterTwoGoodAnswers() {
        assertThat(answers(false, false, false, true)).isFalse();
        assertThat(answers(false, true, true)).isTrue();
    }

    @Test
    void saysOnlyWhatIsNews() {
        assertThat(vitality.answered(true)).isFalse();
        assertThat(vitality.answered(false)).isFalse();
        assertThat(vitality.answered(false)).isFalse();
        assertThat(vitality.answered(false)).isTrue();
        assertThat(vitality.answered(false)).isFalse();
    }

    private boolean answers(boolean... good) {
        for (boolean answer : good) {
            vitality.answered(answer);
        }
        return vitality.isHealthy();
    }
}
