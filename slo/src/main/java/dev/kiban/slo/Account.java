package dev.kiban.slo;

import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How an SLO stands at the end of a minute: what its windows counted, and what is left of its
/// period's budget.
///
/// @param end of its windows: that of the newest minute that its source has told of
/// @param windows those of its tiers, and the last hour
/// @param budget of the period so far, with corrections and without
public record Account(ServiceSlo slo, Instant end, WindowTallies windows, Budget.Both budget) {
    /// The window that tells how fast a budget burns now.
    public static final Duration BURN_WINDOW = Duration.ofHours(1);

    /// How fast the budget burnt in the last hour; empty if too little is known of it.
    public Optional<Ratio> burn() {
        Tally hour = windows.of(BURN_WINDOW);
        return hour.isBlind()
                ? Optional.empty()
                : Optional.of(Budget.burn(slo.slo().objective(), hour));
    }
}
