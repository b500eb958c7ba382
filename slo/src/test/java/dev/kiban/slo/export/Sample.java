package dev.kiban.slo.export;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Route;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// SLOs to export, and a gateway that knows the routes of one service.
final class Sample {
    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    static final Location AT = new Location(Path.of("item.yaml"), 7, 7);
    static final Alerting USUAL = new Alerting(5, List.of());
    static final Period THIRTY_DAYS = new Period.Rolling(30);
    static final Indicator AVAILABILITY =
            new Availability(List.of(), List.of(StatusRange.ofClass(5)), AT);

    static final GatewayNames NAMES =
            new GatewayNames() {
                @Override
                public Optional<Set<String>> labelsOf(ServiceName service, String route) {
                    return route.equals("Pending")
                            ? Optional.empty()
                            : Optional.of(Set.of("/v1/items/{id}", "/a.B/" + route));
                }

                @Override
                public Set<String> codesOf(StatusRange statuses) {
                    return statuses.contains(429)
                            ? Set.of("RESOURCE_EXHAUSTED")
                            : Set.of("INTERNAL");
                }

                @Override
                public List<Duration> latencyBounds() {
                    return List.of(Duration.ofMillis(300), Duration.ofSeconds(1));
                }
            };

    private Sample() {}

    static ServiceSlo slo(Indicator indicator, Objective objective, Period period) {
        return new ServiceSlo(
                new ServiceName("item"),
                new TeamName("item-team"),
                new Slo(
                        new SloName("good"),
                        "Buyers see {{ items }}.",
                        indicator,
                        objective,
                        period,
                        USUAL,
                        Optional.of(URI.create("https://example.com/playbooks/item")),
                        AT));
    }

    static ServiceSlo availability(String target) {
        return slo(AVAILABILITY, new Objective.Occurrences(Share.parse(target)), THIRTY_DAYS);
    }

    /// A service with these SLOs.
    static ServiceSlos service(List<ServiceSlo> slos, Route... routes) {
        Definitions definitions = Slos.definitions(availability("99%").slo(), routes);
        return new ServiceSlos(definitions.services().getFirst(), slos);
    }

    static String rules(ServiceSlo... slos) {
        return PrometheusRules.of(new SloPlan(List.of(slos)), NAMES, NOW).text();
    }
}
