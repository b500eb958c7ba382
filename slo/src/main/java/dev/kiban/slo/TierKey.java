package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.SloPlan.ServiceSlo;

/// Which tier of which SLO, by what it means: one with another window or share is another tier.
///
/// @param tier such as `page 1h 2%`
public record TierKey(ServiceName service, SloName slo, String tier) {

    static TierKey of(ServiceSlo slo, BurnTier tier) {
        return new TierKey(slo.service(), slo.slo().name(), "%s %s".formatted(tier, tier.budget()));
    }

    /// For ids: without spaces.
    @Override
    public String toString() {
        return "%s/%s/%s".formatted(service, slo, tier.replace(' ', '-').replace("%", "pct"));
    }
}
