package dev.kiban.slo.export;

import dev.kiban.definition.Period;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an alert tells people: what burns, what it has cost, when the budget ends, who owns it and
/// what to do. In the templates of Prometheus.
final class BurnText {
    private final ServiceSlo slo;
    private final String period;
    private final Duration length;

    BurnText(ServiceSlo slo, String period, Duration length) {
        this.slo = slo;
        this.period = period;
        this.length = length;
    }

    Map<String, String> of(BurnTier tier) {
        String summary =
                "%s: {{ $value | humanizePercentage }} of the budget of %s went within %s"
                        .formatted(name(slo), period, Promql.time(tier.window()));
        String description =
                "More than %s of it must not. It burns {{ with $burn := query %s }}{{ $burn | first | value | humanize }}{{ end }} times as fast as it may.%s Owner: %s.%s"
                        .formatted(
                                tier.budget(),
                                template(burn(tier)),
                                slo.slo().period() instanceof Period.Rolling ? end(tier) : "",
                                slo.owner(),
                                meaning());
        return texts(summary, description);
    }

    static Map<String, String> blind(ServiceSlo slo) {
        return new BurnText(slo, "", Duration.ZERO)
                .texts(
                        "%s: nobody measures it".formatted(name(slo)),
                        "Prometheus has seen no gateway for 15 minutes. Nothing is known about the budget, and no alert of this SLO can fire. Owner: %s."
                                .formatted(slo.owner()));
    }

    private Map<String, String> texts(String summary, String description) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("summary", summary);
        texts.put("description", description);
        slo.slo()
                .playbook()
                .ifPresent(
                        playbook -> texts.put("runbook_url", Rule.asTemplate(playbook.toString())));
        return texts;
    }

    private String meaning() {
        String description = slo.slo().description();
        return description.isEmpty() ? "" : " " + Rule.asTemplate(description);
    }

    private String end(BurnTier tier) {
        String remaining = "slo:kiban_budget:remaining{%s}".formatted(selector());
        String seconds =
                "%s * %d / on (service, slo) %s > 0"
                        .formatted(remaining, tier.window().toSeconds(), burning(tier));
        return " {{ with $left := query %s }}{{ $left | first | value | humanizePercentage }} remain{{ end }}{{ with $end := query %s }}, and at this pace nothing does in {{ $end | first | value | humanizeDuration }}{{ end }}."
                .formatted(template(remaining), template(seconds));
    }

    private String burn(BurnTier tier) {
        return "%s * %d / %d"
                .formatted(burning(tier), length.toSeconds(), tier.window().toSeconds());
    }

    private String burning(BurnTier tier) {
        return "slo:kiban_burning:spent{%s,tier=%s}"
                .formatted(selector(), Promql.text(tier.toString()));
    }

    private String selector() {
        return "service=%s,slo=%s"
                .formatted(
                        Promql.text(slo.service().value()), Promql.text(slo.slo().name().value()));
    }

    /// A query as text of a template.
    private static String template(String query) {
        return Promql.text(query);
    }

    private static String name(ServiceSlo slo) {
        return "%s/%s".formatted(slo.service(), slo.slo().name());
    }
}
