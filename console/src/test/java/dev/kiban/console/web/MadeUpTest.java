package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakePorts;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.DemoCounts.Ground;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody takes for measured what was made up.
class MadeUpTest {
    private static final ServiceName FINE = new ServiceName("f-fine");

    private Optional<Ground> ground =
            Optional.of(
                    new Ground(
                            Set.of(FINE),
                            Set.of(),
                            Optional.of(FakeBoard.NOW.minus(Duration.ofMinutes(20)))));
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakePorts.withMadeUp(() -> ground),
                    FakeEntrance.STRANGERS,
                    Log.of(MadeUpTest.class));
    private final Reading reading = new Reading(console);

    @AfterEach
    void close() {
        reading.close();
        console.close();
    }

    @Test
    void theBoardSaysWhoseCountsAreMadeUp() {
        String board = reading.page("/");

        assertThat(board)
                .contains("the past of services here (1) was never measured", "forget-demo")
                .containsOnlyOnce("· made up");
        assertThat(board).containsPattern("f-fine</a> <small>market-team · made up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/f-fine", "/look-back?service=f-fine"})
    void pagesOfItSayWhatWasNeverMeasured(String path) {
        assertThat(reading.page(path))
                .contains("class=\"notice\"", "nothing before Nov 22, 2026, 12:45:00")
                .contains("forget-demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/a-overspent", "/look-back?service=a-overspent"})
    void pagesOfOthersSayNothing(String path) {
        assertThat(reading.page(path)).doesNotContain("Made up");
    }

    @Test
    void saysItOfAllWhileNothingIsReal() {
        ground = Optional.of(new Ground(Set.of(FINE), Set.of(), Optional.empty()));

        assertThat(reading.page("/services/f-fine")).contains("nothing of this was measured");
    }

    @Test
    void saysNothingWhenItIsForgotten() {
        ground = Optional.of(new Ground(Set.of(), Set.of(FINE), Optional.empty()));

        assertThat(reading.page("/")).doesNotContain("ade up");
    }
}
