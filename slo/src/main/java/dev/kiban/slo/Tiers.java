package dev.kiban.slo;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Slo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The tiers of an SLO: its own, or the usual ones of its period.
final class Tiers {
    private Tiers() {}

    /// Faster ones first.
    ///
    /// @param length of the period
    static List<BurnTier> of(Slo slo, Duration length) {
        List<Alerting.Tier> own = slo.alerting().tiers();
        if (own.isEmpty()) {
            return UsualTiers.of(slo.period(), length);
        }
        return own.stream()
                .map(tier -> BurnTier.of(tier.severity(), tier.window(), tier.budget(), length))
                .sorted(Comparator.comparing(BurnTier::window))
                .toList();
    }
}
