package dev.kiban.slo;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Destination;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Route;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.definition.Tier;
import dev.kiban.definition.Unannotated;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// SLOs for tests.
public final class Slos {
    public static final Location AT = new Location(Path.of("item.yaml"), 7, 7);
    public static final Period THIRTY_DAYS = new Period.Rolling(30);
    public static final Alerting USUAL = new Alerting(5, List.of());

    private Slos() {}

    public static Slo of(String target, Period period, Alerting alerting) {
        return of(new Indicator.Events("payments"), target, period, alerting);
    }

    public static Slo of(Indicator indicator, String target, Period period, Alerting alerting) {
        return new Slo(
                new SloName("good"),
                "",
                indicator,
                new Objective.Occurrences(Share.parse(target)),
                period,
                alerting,
                Optional.empty(),
                AT);
    }

    public static Definitions definitions(Slo slo, Route... routes) {
        Service service =
                new Service(
                        new ServiceName("item"),
                        Metadata.NONE,
                        new TeamName("item-team"),
                        Tier.STANDARD,
                        "",
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(routes),
                        List.of(slo),
                        Optional.empty(),
                        AT);
        return new Definitions(Path.of("."), List.of(), List.of(service));
    }

    public static Route grpc(String... methods) {
        return new Route.GrpcRoute(
                "a.B",
                List.of(methods),
                List.of(),
                Unannotated.POST,
                JsonStyle.DEFAULT,
                new RouteTerms(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new Destination.Only(),
                        Duration.ofSeconds(1),
                        RouteLimits.DEFAULT,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                AT);
    }
}
