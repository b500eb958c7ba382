package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting.Severity;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.Gate.Allow;
import dev.kiban.slo.Gate.Hold;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.Gate.Risk;
import dev.kiban.slo.Gate.Standing;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.Gate.Unknown;
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

class GateTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Allow ALLOW = new Allow(Optional.empty());
    private static final Firing FIRE = new Firing(NOW, Ratio.of(1, 50));
    private static final Budget HALF = spent(Ratio.of(1, 2));
    private static final Budget BLIND =
            new Budget(new Reading.Measured(1, 2), Ratio.of(89, 100), Ratio.of(9, 1));

    @Test
    void allowsWhatIsHealthy() {
        assertThat(ask(Risk.NORMAL, HALF, Severity.PAGE, new Quiet())).isEqualTo(ALLOW);
        assertThat(ask(Risk.HIGH, HALF, Severity.PAGE, new Warming(NOW))).isEqualTo(ALLOW);
    }

    @Test
    void holdsWhenTheBudgetIsSpent() {
        assertThat(ask(Risk.NORMAL, spent(Ratio.ONE), Severity.PAGE, new Quiet()))
                .isEqualTo(new Hold(List.of("good: the budget is spent, 0.0% remain")));
        assertThat(ask(Risk.NORMAL, spent(Ratio.of(999, 1_000)), Severity.PAGE, new Quiet()))
                .isEqualTo(ALLOW);
    }

    @Test
    void holdsHighRiskBelowAQuarter() {
        assertThat(ask(Risk.HIGH, spent(Ratio.of(3, 4)), Severity.PAGE, new Quiet()))
                .isEqualTo(ALLOW);
        assertThat(ask(Risk.HIGH, spent(Ratio.of(751, 1_000)), Severity.PAGE, new Quiet()))
                .isInstanceOf(Hold.class);
    }

    @Test
    void holdsWhilePeopleArePaged() {
        assertThat(ask(Risk.NORMAL, HALF, Severity.PAGE, FIRE))
                .isEqualTo(new Hold(List.of("good: the alert 'page 1h' fires")));
        assertThat(ask(Risk.NORMAL, HALF, Severity.TICKET, FIRE)).isEqualTo(ALLOW);
        assertThat(ask(Risk.HIGH, HALF, Severity.TICKET, FIRE)).isInstanceOf(Hold.class);
    }

    @Test
    void cannotTellWhileBlind() {
        assertThat(ask(Risk.NORMAL, BLIND, Severity.PAGE, new Quiet()))
                .isEqualTo(new Unknown(List.of("good: only 89.0% of the period was measured")));
        assertThat(ask(Risk.NORMAL, HALF, Severity.PAGE, new Frozen(new Quiet())))
                .isInstanceOf(Unknown.class);
        assertThat(Gate.decide(List.of(), Risk.NORMAL, List.of(), NOW)).isInstanceOf(Unknown.class);
    }

    @Test
    void holdsWhatIsBadAlsoWhileBlind() {
        assertThat(ask(Risk.NORMAL, BLIND, Severity.PAGE, new Frozen(FIRE)))
                .isInstanceOf(Hold.class);
    }

    @Test
    void letsAnOverridePassUntilItExpires() {
        ReleaseOverride expired = new ReleaseOverride("aiko", "mends the outage", NOW);
        ReleaseOverride given = new ReleaseOverride("ben", "mends it", NOW.plusSeconds(1));
        List<Standing> empty = List.of(standing(spent(Ratio.ONE), Severity.PAGE, new Quiet()));

        assertThat(Gate.decide(empty, Risk.NORMAL, List.of(expired), NOW)).isInstanceOf(Hold.class);
        assertThat(Gate.decide(empty, Risk.NORMAL, List.of(expired, given), NOW))
                .isEqualTo(new Allow(Optional.of(given)));
    }

    private static Gate.Answer ask(Risk risk, Budget budget, Severity severity, Level level) {
        return Gate.decide(List.of(standing(budget, severity, level)), risk, List.of(), NOW);
    }

    private static Standing standing(Budget budget, Severity severity, Level level) {
        BurnTier tier =
                BurnTier.of(severity, Duration.ofHours(1), Share.parse("2%"), Duration.ofDays(30));
        return new Standing(
                new SloName("good"),
                new Budget.Both(budget, budget),
                List.of(new TierStanding(tier, level)));
    }

    private static Budget spent(Ratio spent) {
        return new Budget(new Reading.Measured(1, 2), Ratio.ONE, spent);
    }
}
