package dev.kiban.console.page;

import dev.kiban.slo.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A budget as a bar: what is left of it, or what was spent on top.
///
/// @param filled from 0 to 100; rounded towards the worse
public record Meter(boolean isOver, int filled) {
    private static final Ratio HUNDRED = Ratio.of(100, 1);
    private static final int FULL = 100;
    private static final int ENOUGH = 20;

    public static Meter of(Ratio remaining) {
        int percent =
                remaining
                        .times(HUNDRED)
                        .rounded(ENOUGH)
                        .setScale(0, RoundingMode.FLOOR)
                        .max(BigDecimal.valueOf(-FULL))
                        .min(BigDecimal.valueOf(FULL))
                        .intValueExact();
        return new Meter(percent < 0, Math.abs(percent));
    }

    /// For the style sheet.
    public String word() {
        return isOver ? "over" : "left";
    }
}
