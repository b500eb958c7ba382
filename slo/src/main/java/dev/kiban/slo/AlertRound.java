package dev.kiban.slo;

import dev.kiban.slo.AlertStore.Changes;
import dev.kiban.slo.Alerts.Transition;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One round of decisions: all SLOs, at one time.
final class AlertRound {
    private final CountStore counts;
    private final Releases releases;
    private final Map<TierKey, Stand> before;
    private final Instant end;
    private final Map<TierKey, Stand> changed = new HashMap<>();
    private final Set<TierKey> present = new HashSet<>();
    private final List<Notification> told = new ArrayList<>();

    AlertRound(CountStore counts, Releases releases, Map<TierKey, Stand> before, Instant end) {
        this.counts = counts;
        this.releases = releases;
        this.before = before;
        this.end = end;
    }

    Instant end() {
        return end;
    }

    /// @param tallies of the SLO's windows, all with this round's end
    void decide(ServiceSlo slo, WindowTallies tallies) {
        slo.tiers(end).forEach(tier -> present.add(TierKey.of(slo, tier)));
        for (Transition transition : new Outlook(slo, tallies, before).transitions(end)) {
            change(slo, transition, tallies.of(transition.tier().window()));
        }
    }

    /// All that changed. Tiers that no SLO has any more are gone: who was told that they fire is
    /// told that they ended.
    Changes changes() {
        Set<TierKey> gone = new HashSet<>(before.keySet());
        gone.removeAll(present);
        for (TierKey key : gone) {
            before.getOrDefault(key, Stand.START).told().ifPresent(this::tellEnd);
        }
        return new Changes(changed, gone, told);
    }

    private void change(ServiceSlo slo, Transition transition, Tally window) {
        TierKey key = TierKey.of(slo, transition.tier());
        Stand after =
                new Stand(
                        transition.to().level(),
                        transition.to().silencedBy().map(tier -> TierKey.of(slo, tier)),
                        before.getOrDefault(key, Stand.START).told());
        changed.put(key, tell(slo, transition.tier(), after, window));
    }

    private Stand tell(ServiceSlo slo, BurnTier tier, Stand stand, Tally window) {
        if (stand.isLoud() == stand.told().isPresent()) {
            return stand;
        }
        if (stand.told().isPresent()) {
            tellEnd(stand.told().get());
            return stand.telling(Optional.empty());
        }
        Notification beginning = beginning(slo, tier, stand, window);
        told.add(beginning);
        return stand.telling(Optional.of(beginning));
    }

    private Notification beginning(ServiceSlo slo, BurnTier tier, Stand stand, Tally window) {
        AlertText text = new AlertText(slo, tier, budget(slo), window);
        Instant since = stand.level().fire().orElseThrow().since();
        return Notification.firing(
                "%s/%d".formatted(TierKey.of(slo, tier), end.getEpochSecond()),
                text.labels(),
                text.annotations(releases, end),
                since);
    }

    private void tellEnd(Notification beginning) {
        told.add(beginning.resolved(beginning.id() + Outbox.END, end));
    }

    private Budget budget(ServiceSlo slo) {
        return Budgets.at(counts, slo, end).corrected();
    }
}
