package dev.kiban.slo;

import dev.kiban.slo.AlertStore.Changes;
import dev.kiban.slo.Alerts.Transition;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
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
    /// For so long a tier that we do not know stays: while new definitions are rolled out, another
    /// program may know it, whose turn it is sooner or later.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Releases releases;
    private final Map<TierKey, Stand> before;
    private final Instant end;
    private final Map<TierKey, Stand> changed = new HashMap<>();
    private final Set<TierKey> present = new HashSet<>();
    private final List<Notification> told = new ArrayList<>();

    AlertRound(Releases releases, Map<TierKey, Stand> before, Instant end) {
        this.releases = releases;
        this.before = before;
        this.end = end;
    }

    void decide(Account account) {
        ServiceSlo slo = account.slo();
        slo.tiers(account.end()).forEach(tier -> know(TierKey.of(slo, tier)));
        new Outlook(slo, account.windows(), before)
                .transitions(account.end())
                .forEach(transition -> change(account, transition));
    }

    /// All that changed. Tiers that no SLO has had for a while are gone: who was told that they
    /// fire is told that they ended.
    Changes changes() {
        Set<TierKey> gone = new HashSet<>();
        before.forEach(
                (key, stand) -> {
                    if (present.contains(key)) {
                        return;
                    }
                    Instant since = stand.unknownSince().orElse(end);
                    if (end.isBefore(since.plus(PATIENCE))) {
                        changed.put(key, stand.unknown(Optional.of(since)));
                    } else {
                        gone.add(key);
                        stand.told().ifPresent(this::tellEnd);
                    }
                });
        return new Changes(changed, gone, told);
    }

    private void know(TierKey key) {
        present.add(key);
        Stand stand = before.getOrDefault(key, Stand.START);
        if (stand.unknownSince().isPresent()) {
            changed.put(key, stand.unknown(Optional.empty()));
        }
    }

    private void change(Account account, Transition transition) {
        ServiceSlo slo = account.slo();
        TierKey key = TierKey.of(slo, transition.tier());
        Stand after =
                new Stand(
                        transition.to().level(),
                        transition.to().silencedBy().map(tier -> TierKey.of(slo, tier)),
                        before.getOrDefault(key, Stand.START).told(),
                        Optional.empty());
        changed.put(key, tell(account, transition.tier(), after));
    }

    private Stand tell(Account account, BurnTier tier, Stand stand) {
        if (stand.isLoud() == stand.told().isPresent()) {
            return stand;
        }
        if (stand.told().isPresent()) {
            tellEnd(stand.told().get());
            return stand.telling(Optional.empty());
        }
        Notification beginning = beginning(account, tier, stand);
        told.add(beginning);
        return stand.telling(Optional.of(beginning));
    }

    private Notification beginning(Account account, BurnTier tier, Stand stand) {
        ServiceSlo slo = account.slo();
        Tally window = account.windows().of(tier.window());
        AlertText text = new AlertText(slo, tier, account.budget().corrected(), window);
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
}
