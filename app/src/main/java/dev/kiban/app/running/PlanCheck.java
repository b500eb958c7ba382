package dev.kiban.app.running;

import dev.kiban.app.budget.LatencyBounds;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Service;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.SloPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What gateway and SLOs find in definitions, as far as that can be told without asking upstreams:
/// the routes of a service whose schema comes by reflection are checked when it serves.
public final class PlanCheck {
    private PlanCheck() {}

    public static List<Problem> problems(Definitions definitions) {
        return Stream.concat(planned(definitions), LatencyBounds.problems(definitions)).toList();
    }

    private static Stream<Problem> planned(Definitions definitions) {
        return switch (GatewayPlan.compile(definitions, SchemaSources.ofFiles(definitions))) {
            case GatewayPlan.Compiled(GatewayPlan plan) ->
                    ofSlos(definitions, service -> exposed(service, plan.routes())).stream();
            case GatewayPlan.Rejected(List<Problem> problems) ->
                    Stream.concat(
                            problems.stream(), ofSlos(definitions, Exposed.AS_WRITTEN).stream());
        };
    }

    private static List<Problem> ofSlos(Definitions definitions, Exposed exposed) {
        return switch (SloPlan.compile(definitions, exposed)) {
            case SloPlan.Compiled _ -> List.of();
            case SloPlan.Rejected(List<Problem> problems) -> problems;
        };
    }

    /// The SLOs of a plan that is live.
    public static SloPlan.Outcome slos(LivePlan live) {
        return SloPlan.compile(
                live.definitions(), service -> exposed(service, live.plan().routes()));
    }

    /// What a service exposes, by the schema; empty while that is not known.
    public static Optional<Set<String>> exposed(Service service, List<PlannedRoute> routes) {
        Set<String> names = new HashSet<>();
        for (PlannedRoute route : routes) {
            if (!route.service().equals(service.name())) {
                continue;
            }
            switch (route.kind()) {
                case HTTP -> names.add(route.path());
                case TRANSCODED, GRPC ->
                        names.add(route.rpc().substring(route.rpc().indexOf('/') + 1));
                case PENDING -> {
                    return Exposed.AS_WRITTEN.routesOf(service);
                }
            }
        }
        return Optional.of(names);
    }
}
