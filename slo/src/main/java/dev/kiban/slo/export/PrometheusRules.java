package dev.kiban.slo.export;

import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rules for a Prometheus that scrapes the gateway: what each SLO has counted, what remains of its
/// budget, and its alerts.
///
/// Prices and thresholds are written as whole numbers, so that nothing is rounded on the way:
/// `625 * bad > 9 * valid` is an error ratio above 0.0144.
public final class PrometheusRules {
    private static final String HEAD =
            """
            # Made by `kiban slo rules`: change the definitions, and write it again.
            groups:
            """;

    private PrometheusRules() {}

    /// The file of rules.
    ///
    /// @param names how the gateway's metrics are labelled
    /// @param now months and quarters are as long as those of this time
    public static Exported of(SloPlan plan, GatewayNames names, Instant now) {
        GatewayQuery query = new GatewayQuery(names);
        StringBuilder text = new StringBuilder(HEAD);
        List<Unsaid> unsaid = new ArrayList<>();
        for (ServiceSlo slo : plan.slos()) {
            switch (query.find(slo)) {
                case GatewayQuery.NotHere(String why) -> unsaid.add(Unsaid.of(slo, why));
                case GatewayQuery.Here(Counted counted) -> {
                    Optional<String> twice = twice(slo, now);
                    twice.ifPresent(why -> unsaid.add(Unsaid.of(slo, why)));
                    if (twice.isEmpty()) {
                        text.append(new RuleGroup(slo, counted, now).print());
                    }
                }
            }
        }
        return new Exported(
                unsaid.size() == plan.slos().size() ? "groups: []\n" : text.toString(), unsaid);
    }

    /// Prometheus tells alerts apart by their labels.
    private static Optional<String> twice(ServiceSlo slo, Instant now) {
        Set<String> seen = new HashSet<>();
        return slo.tiers(now).stream()
                .map(Object::toString)
                .filter(tier -> !seen.add(tier))
                .findFirst()
                .map("it has two tiers '%s'"::formatted);
    }
}
