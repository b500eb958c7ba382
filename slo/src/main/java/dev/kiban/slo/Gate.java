package dev.kiban.slo;

import dev.kiban.definition.Alerting.Severity;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.TierState.Frozen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// May we release? Answers from what is known, and says so when too little is.
public final class Gate {
    /// Of the budget that a risky release needs.
    private static final Ratio ENOUGH_FOR_HIGH_RISK = Ratio.of(1, 4);

    private Gate() {}

    /// What is at stake.
    public enum Risk {
        NORMAL,
        HIGH
    }

    /// One SLO of the service as it stands.
    ///
    /// @param budgets with corrections, by which it is decided, and without
    public record Standing(SloName slo, Budget.Both budgets, List<TierStanding> tiers) {

        public Standing {
            tiers = List.copyOf(tiers);
        }

        /// With corrections.
        public Budget budget() {
            return budgets.corrected();
        }

        /// What is left of the budget, for people: a number says nothing where too little was
        /// measured.
        public String remaining() {
            return remaining(budgets.corrected());
        }

        /// The same, without corrections.
        public String remainingAsMeasured() {
            return remaining(budgets.asMeasured());
        }

        private static String remaining(Budget budget) {
            return budget.isBlind() ? "?" : budget.remaining().percent();
        }

        /// Its alerts that fire, for people.
        public List<String> firing() {
            return tiers.stream()
                    .filter(tier -> tier.level().isFiring())
                    .map(tier -> tier.tier().toString())
                    .toList();
        }
    }

    /// One tier as it stands.
    public record TierStanding(BurnTier tier, TierState.Level level) {}

    /// Somebody answers for a release that would be held.
    public record ReleaseOverride(String by, String reason, Instant expires) {
        private static final Duration LONGEST = Duration.ofDays(7);

        /// @throws IllegalArgumentException if nobody answers, or for nothing
        public ReleaseOverride {
            if (by.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("an override has a name and a reason");
            }
        }

        /// The same, if it is no rule in disguise.
        ///
        /// @throws IllegalArgumentException if not
        public ReleaseOverride checkedAt(Instant now) {
            if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
                throw new IllegalArgumentException(
                        "an override expires in the future, within %d days: not at %s"
                                .formatted(LONGEST.toDays(), expires));
            }
            return this;
        }
    }

    /// The answer.
    public sealed interface Answer {}

    /// Release.
    ///
    /// @param override whose word it is, if the rules would say otherwise
    public record Allow(Optional<ReleaseOverride> override) implements Answer {}

    /// Do not release.
    public record Hold(List<String> reasons) implements Answer {

        public Hold {
            reasons = List.copyOf(reasons);
        }
    }

    /// Nobody can tell.
    public record Unknown(List<String> reasons) implements Answer {

        public Unknown {
            reasons = List.copyOf(reasons);
        }
    }

    /// Decides.
    ///
    /// @param overrides those that were ever given; the first that has not expired counts
    public static Answer decide(
            List<Standing> standings, Risk risk, List<ReleaseOverride> overrides, Instant now) {
        Answer byRule = byRule(standings, risk);
        if (byRule instanceof Allow) {
            return byRule;
        }
        Optional<ReleaseOverride> override =
                overrides.stream().filter(given -> now.isBefore(given.expires())).findFirst();
        return override.isPresent() ? new Allow(override) : byRule;
    }

    /// A reason to hold outweighs what nobody can tell.
    private static Answer byRule(List<Standing> standings, Risk risk) {
        List<String> hold = standings.stream().flatMap(s -> holds(s, risk).stream()).toList();
        if (!hold.isEmpty()) {
            return new Hold(hold);
        }
        if (standings.isEmpty()) {
            return new Unknown(List.of("the service has no SLO"));
        }
        List<String> unknown = standings.stream().flatMap(s -> unknowns(s).stream()).toList();
        return unknown.isEmpty() ? new Allow(Optional.empty()) : new Unknown(unknown);
    }

    private static List<String> holds(Standing standing, Risk risk) {
        List<String> reasons = new ArrayList<>();
        if (!standing.budget().isBlind()) {
            budgetReason(standing, risk).ifPresent(reasons::add);
        }
        for (TierStanding tier : standing.tiers()) {
            boolean counts = risk == Risk.HIGH || tier.tier().severity() == Severity.PAGE;
            if (counts && tier.level().isFiring()) {
                reasons.add("%s: the alert '%s' fires".formatted(standing.slo(), tier.tier()));
            }
        }
        return reasons;
    }

    private static Optional<String> budgetReason(Standing standing, Risk risk) {
        Ratio remaining = standing.budget().remaining();
        String percent = remaining.percent();
        if (!remaining.exceeds(Ratio.ZERO)) {
            return Optional.of(
                    "%s: the budget is spent, %s remain".formatted(standing.slo(), percent));
        }
        if (risk == Risk.HIGH && ENOUGH_FOR_HIGH_RISK.exceeds(remaining)) {
            return Optional.of(
                    "%s: %s of the budget remain, and a high risk needs 25%%"
                            .formatted(standing.slo(), percent));
        }
        return Optional.empty();
    }

    private static List<String> unknowns(Standing standing) {
        List<String> reasons = new ArrayList<>();
        if (standing.budget().isBlind()) {
            reasons.add("%s: %s".formatted(standing.slo(), why(standing.budget())));
        }
        for (TierStanding tier : standing.tiers()) {
            if (tier.level() instanceof Frozen) {
                reasons.add(
                        "%s: the alert '%s' is frozen, too little is measured"
                                .formatted(standing.slo(), tier.tier()));
            }
        }
        return reasons;
    }

    private static String why(Budget budget) {
        return switch (budget.reading()) {
            case Reading.Fault(String why) -> why;
            case Reading.NotMeasured _ -> "nothing was measured";
            case Reading.NoTraffic _, Reading.Measured _ ->
                    "only %s of the period was measured".formatted(budget.coverage().percent());
        };
    }
}
