package dev.kiban.slo;

import dev.kiban.definition.Period;
import dev.kiban.slo.Releases.Release;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// Says in plain words that a budget burns: what, what it has cost, when it ends at this pace, who
/// looks after it, what to do, and what was released last.
///
/// @param budget of the period so far
/// @param window the tier's long one
record AlertText(ServiceSlo slo, BurnTier tier, Budget budget, Tally window) {
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int HOURS_OF_A_DAY = 24;

    /// By what the alert is told apart; the same at its end.
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "ErrorBudgetBurn");
        labels.put("service", slo.service().value());
        labels.put("slo", slo.slo().name().value());
        labels.put("tier", tier.toString());
        labels.put("budget", tier.budget().toString());
        labels.put("severity", severity());
        labels.put("team", slo.owner().value());
        return labels;
    }

    private String severity() {
        return switch (tier.severity()) {
            case PAGE -> "page";
            case TICKET -> "ticket";
        };
    }

    Map<String, String> annotations(Releases releases, Instant now) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", summary());
        annotations.put("description", description(releases, now));
        slo.slo().playbook().ifPresent(url -> annotations.put("runbook_url", url.toString()));
        return annotations;
    }

    private String summary() {
        return "%s: '%s' burns %s times as fast as its budget allows"
                .formatted(
                        slo.service(),
                        slo.slo().name(),
                        Budget.burn(slo.slo().objective(), window).rounded(1));
    }

    private String description(Releases releases, Instant now) {
        StringJoiner text = new StringJoiner(" ");
        if (!slo.slo().description().isEmpty()) {
            text.add(slo.slo().description());
        }
        text.add(
                "In the last %s this cost %s of the budget of %s; %s are left."
                        .formatted(
                                words(tier.window()),
                                tier.spent(slo.slo().objective().budget(), window).percent(),
                                period(),
                                budget.remaining().percent()));
        text.add(pace(now));
        text.add("Owner: %s.".formatted(slo.owner()));
        slo.slo().playbook().ifPresent(url -> text.add("Playbook: %s".formatted(url)));
        text.add(
                releases.last(slo.service(), now)
                        .map(r -> released(r, now))
                        .orElse("No release is known."));
        return text.toString();
    }

    private String pace(Instant now) {
        Duration length = PeriodWindow.at(now, slo.slo().period()).length();
        Ratio burn = Budget.burn(slo.slo().objective(), window);
        return budget.timeToExhaustion(burn, length)
                .map(
                        left ->
                                left.isZero()
                                        ? "The budget is spent."
                                        : "At this pace it is spent in %s.".formatted(words(left)))
                .orElse("At this pace it lasts.");
    }

    private String period() {
        return switch (slo.slo().period()) {
            case Period.Rolling(int days) -> "%d days".formatted(days);
            case Period.Calendar(Period.Unit unit, _) ->
                    switch (unit) {
                        case MONTH -> "this month";
                        case QUARTER -> "this quarter";
                    };
        };
    }

    private static String released(Release release, Instant now) {
        return "Last release, %s before: %s."
                .formatted(words(Duration.between(release.at(), now)), release.summary());
    }

    /// In the two largest units that matter: `1 d 4 h`, `58 min`.
    static String words(Duration time) {
        long minutes = Math.max(time.toMinutes(), 1);
        if (minutes < MINUTES_OF_AN_HOUR) {
            return "%d min".formatted(minutes);
        }
        long hours = minutes / MINUTES_OF_AN_HOUR;
        if (hours < HOURS_OF_A_DAY) {
            return with("%d h".formatted(hours), minutes % MINUTES_OF_AN_HOUR, "min");
        }
        return with("%d d".formatted(hours / HOURS_OF_A_DAY), hours % HOURS_OF_A_DAY, "h");
    }

    private static String with(String large, long rest, String unit) {
        return rest == 0 ? large : "%s %d %s".formatted(large, rest, unit);
    }
}
