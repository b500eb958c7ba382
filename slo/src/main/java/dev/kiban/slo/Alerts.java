package dev.kiban.slo;

import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.TierState.Frozen;
import dev.kiban.slo.TierState.Level;
import dev.kiban.slo.TierState.Quiet;
import dev.kiban.slo.TierState.Warming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides which alerts fire. Pure: the same counts at the same time give the same answer.
public final class Alerts {
    private Alerts() {}

    /// One tier, what its windows counted, and where it stood.
    ///
    /// @param longWindow as [Tally#ofWindow] counts
    /// @param shortWindow likewise
    public record Watch(BurnTier tier, Tally longWindow, Tally shortWindow, TierState before) {}

    /// A tier that no longer stands where it stood: this is what people are told.
    public record Transition(BurnTier tier, TierState from, TierState to) {}

    /// What changes now.
    ///
    /// @param watches of all tiers of the SLO
    /// @param since when measuring began
    public static List<Transition> decide(
            Slo slo, List<Watch> watches, Instant since, Instant now) {
        List<Watch> fasterFirst =
                watches.stream()
                        .sorted((a, b) -> a.tier().window().compareTo(b.tier().window()))
                        .toList();
        List<Transition> transitions = new ArrayList<>();
        Optional<BurnTier> loudest = Optional.empty();
        for (Watch watch : fasterFirst) {
            Level level = level(slo, watch, since, now);
            boolean firing = level.isFiring();
            TierState after = new TierState(level, firing ? loudest : Optional.empty());
            if (!after.equals(watch.before())) {
                transitions.add(new Transition(watch.tier(), watch.before(), after));
            }
            if (firing && loudest.isEmpty()) {
                loudest = Optional.of(watch.tier());
            }
        }
        return transitions;
    }

    private static Level level(Slo slo, Watch watch, Instant since, Instant now) {
        Instant warm = since.plus(watch.tier().window());
        if (now.isBefore(warm)) {
            return new Warming(warm);
        }
        Level before = watch.before().level();
        if (watch.longWindow().isBlind() || watch.shortWindow().isBlind()) {
            return before instanceof Frozen ? before : new Frozen(before);
        }
        return burns(slo, watch) ? firing(slo, watch, now) : new Quiet();
    }

    private static boolean burns(Slo slo, Watch watch) {
        return watch.longWindow().bad() >= slo.alerting().minBadEvents()
                && watch.tier()
                        .isExceeded(
                                slo.objective().budget(), watch.longWindow(), watch.shortWindow());
    }

    /// An alert that goes on is the same alert, also when nobody could see for a while.
    private static Level firing(Slo slo, Watch watch, Instant now) {
        Share allowed = slo.objective().budget();
        return watch.before()
                .level()
                .fire()
                .orElseGet(() -> new Firing(now, watch.tier().spent(allowed, watch.longWindow())));
    }
}
