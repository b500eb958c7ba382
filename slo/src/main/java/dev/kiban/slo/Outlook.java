package dev.kiban.slo;

import dev.kiban.slo.Alerts.Transition;
import dev.kiban.slo.Alerts.Watch;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.TierState.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the alerts of one SLO say of what was counted, coming from where they stood.
///
/// @param tallies of its windows
record Outlook(ServiceSlo slo, WindowTallies tallies, Map<TierKey, Stand> before) {

    /// What changes at the end of the windows.
    List<Transition> transitions(Instant end) {
        List<Watch> watches =
                slo.tiers(end).stream().map(tier -> watch(tier, slo.tiers(end))).toList();
        // What nobody measures is no young history: it is unknown, and stays where it stood.
        Instant since = tallies.since().orElse(Instant.EPOCH);
        return Alerts.decide(slo.slo(), watches, since, end);
    }

    /// Where all tiers stand at the end of the windows.
    Map<BurnTier, Level> levels(Instant end) {
        Map<BurnTier, Level> levels = new LinkedHashMap<>();
        slo.tiers(end).forEach(tier -> levels.put(tier, stand(tier).level()));
        transitions(end).forEach(change -> levels.put(change.tier(), change.to().level()));
        return levels;
    }

    private Watch watch(BurnTier tier, List<BurnTier> all) {
        Stand stand = stand(tier);
        Optional<BurnTier> silencer =
                stand.silencedBy()
                        .flatMap(
                                key ->
                                        all.stream()
                                                .filter(t -> TierKey.of(slo, t).equals(key))
                                                .findFirst());
        return new Watch(
                tier,
                tallies.of(tier.window()),
                tallies.of(tier.shortWindow()),
                new TierState(stand.level(), silencer));
    }

    private Stand stand(BurnTier tier) {
        return before.getOrDefault(TierKey.of(slo, tier), Stand.START);
    }
}
