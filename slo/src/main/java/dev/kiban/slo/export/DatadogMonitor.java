package dev.kiban.slo.export;

import dev.kiban.kernel.Json;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A monitor of Datadog for one alert of an SLO: its long window, as a query of metrics has one.
final class DatadogMonitor {
    /// Datadog looks back a week at most.
    static final Duration LONGEST = Duration.ofDays(7);

    private static final MathContext DIGITS = new MathContext(9);
    private static final int PAGE = 1;
    private static final int TICKET = 3;

    private DatadogMonitor() {}

    static Members of(ServiceSlo slo, BurnTier tier, DatadogEvents events) {
        Ratio threshold = tier.threshold(slo.slo().objective().budget());
        String critical =
                new BigDecimal(threshold.numerator())
                        .divide(new BigDecimal(threshold.denominator()), DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
        String query =
                "sum(last_%dh):%s / %s > %s"
                        .formatted(
                                tier.window().toHours(),
                                events.badInFull(),
                                events.all(),
                                critical);
        return new Members()
                .add("type", "query alert")
                .add("name", "%s/%s burns: %s".formatted(slo.service(), slo.slo().name(), tier))
                .add("query", query)
                .add("message", message(slo, tier))
                .add("tags", Json.texts(tags(slo)))
                .add(
                        "priority",
                        switch (tier.severity()) {
                            case PAGE -> PAGE;
                            case TICKET -> TICKET;
                        })
                .add(
                        "options",
                        new Members()
                                .add(
                                        "thresholds",
                                        new Members().add("critical", Json.written(critical)))
                                .add("include_tags", true)
                                .add("notify_no_data", false)
                                .add("require_full_window", true));
    }

    private static String message(ServiceSlo slo, BurnTier tier) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "More than %s of the budget of %s is gone within %d h."
                        .formatted(tier.budget(), slo.slo().name(), tier.window().toHours()));
        if (!slo.slo().description().isEmpty()) {
            lines.add(slo.slo().description());
        }
        lines.add("Owner: " + slo.owner());
        slo.slo().playbook().ifPresent(playbook -> lines.add("Playbook: " + playbook));
        return String.join("\n", lines);
    }

    private static List<String> tags(ServiceSlo slo) {
        return List.of(
                "kiban",
                "service:" + slo.service(),
                "team:" + slo.owner(),
                "slo:" + slo.slo().name());
    }
}
