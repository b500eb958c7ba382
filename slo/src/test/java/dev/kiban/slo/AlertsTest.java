package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import dev.kiban.slo.Alerts.Transition;
import dev.kiban.slo.Alerts.Watch;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.TierState.Frozen;
import dev.kiban.slo.TierState.Level;
import dev.kiban.slo.TierState.Quiet;
import dev.kiban.slo.TierState.Warming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));
    private static final Slo SLO = Slos.of("99.9%", Slos.THIRTY_DAYS, Slos.USUAL);
    private static final BurnTier HOUR = tier(Duration.ofHours(1), "2%");
    private static final BurnTier SIX_HOURS = tier(Duration.ofHours(6), "5%");

    private static final Tally GOOD = Tally.ofWhole(100_000, 100_000, 60);
    private static final Tally BAD = Tally.ofWhole(97_120, 100_000, 60);
    private static final Tally BLIND = new Tally(0, 100_000, 53, 60);
    private static final Firing FIRE = new Firing(NOW.minusSeconds(60), Ratio.of(1, 50));

    @Test
    void fireWhenBothWindowsBurn() {
        assertThat(one(watch(BAD, BAD, new Quiet())))
                .isEqualTo(state(new Firing(NOW, Ratio.of(4, 100))));
    }

    @Test
    void endWhenTheShortWindowIsGoodAgain() {
        assertThat(one(watch(BAD, GOOD, FIRE))).isEqualTo(TierState.QUIET);
    }

    @Test
    void stayQuietWhileOnlyTheShortWindowBurns() {
        assertThat(decide(watch(GOOD, BAD, new Quiet()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"98560, false", "98559, true"})
    void fireStrictlyAboveTheThreshold(long good, boolean fires) {
        Tally window = Tally.ofWhole(good, 100_000, 60);

        assertThat(decide(watch(window, window, new Quiet())).isEmpty()).isEqualTo(!fires);
    }

    @Test
    void goOnWithoutSayingSoAgain() {
        assertThat(decide(watch(BAD, BAD, FIRE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true"})
    void needEnoughBadEvents(long bad, boolean fires) {
        Tally quiet = Tally.ofWhole(0, bad, 60);

        assertThat(decide(watch(quiet, quiet, new Quiet())).isEmpty()).isEqualTo(!fires);
    }

    @Test
    void warmWhileHistoryIsShort() {
        Instant since = NOW.minus(Duration.ofMinutes(59));
        Watch watch = watch(BAD, BAD, new Quiet());

        List<Transition> transitions = Alerts.decide(SLO, List.of(watch), since, NOW);

        assertThat(transitions)
                .extracting(t -> t.to().level())
                .containsExactly(new Warming(since.plus(Duration.ofHours(1))));
        assertThat(Alerts.decide(SLO, List.of(watch), NOW.minus(Duration.ofHours(1)), NOW))
                .extracting(t -> t.to().level())
                .hasOnlyElementsOfType(Firing.class);
    }

    @Test
    void freezeWhereTheyStoodWhileBlind() {
        assertThat(one(watch(BLIND, GOOD, FIRE))).isEqualTo(state(new Frozen(FIRE)));
        assertThat(one(watch(GOOD, BLIND, new Quiet()))).isEqualTo(state(new Frozen(new Quiet())));
        assertThat(decide(watch(BLIND, BLIND, new Frozen(FIRE)))).isEmpty();
    }

    @Test
    void freezeOnCountsThatCannotBe() {
        Tally impossible = Tally.ofWhole(11, 10, 60);

        assertThat(one(watch(impossible, GOOD, new Quiet())).level()).isInstanceOf(Frozen.class);
    }

    @Test
    void areTheSameAlertAfterBlindness() {
        assertThat(one(watch(BAD, BAD, new Frozen(FIRE)))).isEqualTo(state(FIRE));
        assertThat(one(watch(GOOD, GOOD, new Frozen(FIRE)))).isEqualTo(TierState.QUIET);
    }

    @Test
    void stayQuietWhereNothingHappens() {
        Tally nothing = Tally.ofWhole(0, 0, 60);

        assertThat(decide(watch(nothing, nothing, new Quiet()))).isEmpty();
        assertThat(one(watch(nothing, nothing, FIRE))).isEqualTo(TierState.QUIET);
    }

    @Test
    void areSilencedByAFasterOneUntilItEnds() {
        Watch slow = new Watch(SIX_HOURS, BAD, BAD, TierState.QUIET);
        Watch fast = new Watch(HOUR, BAD, BAD, TierState.QUIET);

        List<Transition> first = Alerts.decide(SLO, List.of(slow, fast), LONG_AGO, NOW);

        assertThat(first).extracting(Transition::tier).containsExactly(HOUR, SIX_HOURS);
        assertThat(first)
                .extracting(t -> t.to().silencedBy())
                .containsExactly(Optional.empty(), Optional.of(HOUR));

        List<Transition> then =
                Alerts.decide(
                        SLO,
                        List.of(
                                new Watch(SIX_HOURS, BAD, BAD, first.getLast().to()),
                                new Watch(HOUR, BAD, GOOD, first.getFirst().to())),
                        LONG_AGO,
                        NOW.plusSeconds(60));

        assertThat(then).extracting(Transition::tier).containsExactly(HOUR, SIX_HOURS);
        assertThat(then.getFirst().to()).isEqualTo(TierState.QUIET);
        assertThat(then.getLast().to().silencedBy()).isEmpty();
        assertThat(then.getLast().to().level()).isEqualTo(first.getLast().to().level());
    }

    @Test
    void firesAtTheKnownMinutesOfASteadyFailure() {
        // factor × budget ÷ error ratio × window: a full outage at 99.9 % takes 0.864 minutes
        assertThat(firstMinute(1_000)).isEqualTo(1);
        assertThat(firstMinute(15)).isEqualTo(58);
    }

    /// The first minute in which so many of 1,000 requests a minute have failed for too long.
    private static int firstMinute(int badPerMinute) {
        for (int minute = 1; minute <= 60; minute++) {
            Tally hour = Tally.ofWhole(60_000L - (long) badPerMinute * minute, 60_000, 60);
            int burning = Math.min(minute, 5);
            Tally fiveMinutes = Tally.ofWhole(5_000L - (long) badPerMinute * burning, 5_000, 5);
            if (!decide(watch(hour, fiveMinutes, new Quiet())).isEmpty()) {
                return minute;
            }
        }
        return 0;
    }

    private static TierState one(Watch watch) {
        List<Transition> transitions = decide(watch);
        assertThat(transitions).hasSize(1);
        assertThat(transitions.getFirst().from()).isEqualTo(watch.before());
        return transitions.getFirst().to();
    }

    private static List<Transition> decide(Watch watch) {
        return Alerts.decide(SLO, List.of(watch), LONG_AGO, NOW);
    }

    private static Watch watch(Tally longWindow, Tally shortWindow, Level before) {
        return new Watch(HOUR, longWindow, shortWindow, state(before));
    }

    private static TierState state(Level level) {
        return new TierState(level, Optional.empty());
    }

    private static BurnTier tier(Duration window, String budget) {
        return BurnTier.of(Severity.PAGE, window, Share.parse(budget), Duration.ofDays(30));
    }
}
