package dev.kiban.slo;

import dev.kiban.definition.Alerting.Severity;
import dev.kiban.kernel.Share;
import java.time.Duration;

/// One alert: it fires while more than a share of the budget goes within a long window, and still
/// goes within a short one.
///
/// @param window the long one
/// @param budget the share of the period's budget that must not go within it
/// @param factor how many times as fast as sustainable that is: share × period ÷ window
public record BurnTier(Severity severity, Duration window, Share budget, Ratio factor) {
    private static final int SHORT_WINDOWS_IN_A_LONG_ONE = 12;

    /// A tier for a period of this length.
    public static BurnTier of(Severity severity, Duration window, Share budget, Duration length) {
        return new BurnTier(
                severity, window, budget, Ratio.of(budget).times(Ratio.of(length, window)));
    }

    /// The window that ends the alert soon after the trouble ends.
    public Duration shortWindow() {
        return window.dividedBy(SHORT_WINDOWS_IN_A_LONG_ONE);
    }

    /// The error ratio that both windows must exceed.
    ///
    /// @param allowed the share that may be bad
    public Ratio threshold(Share allowed) {
        return factor.times(Ratio.of(allowed));
    }

    /// Whether any error ratio exceeds the threshold: not even a full outage burns faster than 1 ÷
    /// the share that may be bad.
    public boolean canFire(Share allowed) {
        return Ratio.ONE.exceeds(threshold(allowed));
    }

    /// Whether both windows burn too fast.
    boolean isExceeded(Share allowed, Tally longWindow, Tally shortWindow) {
        Ratio threshold = threshold(allowed);
        return longWindow.errorRatio().exceeds(threshold)
                && shortWindow.errorRatio().exceeds(threshold);
    }

    /// The share of the period's budget that the long window has cost.
    Ratio spent(Share allowed, Tally longWindow) {
        return longWindow.errorRatio().dividedBy(threshold(allowed)).times(Ratio.of(budget));
    }

    /// As people call it.
    public TierName name() {
        return new TierName(severity, window);
    }

    /// `page 6h`.
    @Override
    public String toString() {
        return name().toString();
    }
}
