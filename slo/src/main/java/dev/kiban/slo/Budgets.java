package dev.kiban.slo;

import dev.kiban.slo.Budget.Both;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.List;

/// Reads budgets from what was counted.
final class Budgets {
    private Budgets() {}

    /// The budget of the period that a time is in, up to that time.
    static Both at(CountStore counts, ServiceSlo slo, Instant now) {
        PeriodWindow period = PeriodWindow.at(now, slo.slo().period());
        Instant end = now.isBefore(period.end()) ? now : period.end();
        if (!period.start().isBefore(end)) {
            return Budget.of(slo.slo().objective(), List.of(), period.length(), List.of());
        }
        PeriodWindow soFar = new PeriodWindow(period.start(), end);
        return Budget.of(
                slo.slo().objective(),
                counts.slots(slo, soFar),
                period.length(),
                counts.corrections(slo, soFar));
    }
}
