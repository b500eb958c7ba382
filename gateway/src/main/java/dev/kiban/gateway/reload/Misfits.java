package dev.kiban.gateway.reload;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.SchemaSource.Reflection;
import dev.kiban.definition.Service;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.SchemaState.NotLoaded;
import dev.kiban.gateway.Schemas;
import dev.kiban.kernel.ServiceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Services whose upstreams gave a schema that does not fit their routes.
///
/// @param problems why no plan could be compiled
/// @param served services whose routes may not be left out
record Misfits(List<Problem> problems, Predicate<ServiceName> served) {

    /// The schemas without those of services that asked their upstream, are not served and have
    /// one of the problems.
    Schemas leaveOut(Definitions definitions, Schemas schemas) {
        Map<ServiceName, SchemaState> states = new HashMap<>(schemas.states());
        for (Service service : definitions.services()) {
            boolean asked = service.schema().orElse(null) instanceof Reflection;
            if (asked && !served.test(service.name())) {
                problemOf(service)
                        .ifPresent(problem -> states.put(service.name(), misfit(problem)));
            }
        }
        return new Schemas(states);
    }

    private Optional<Problem> problemOf(Service service) {
        Set<Location> places = places(service);
        return problems.stream().filter(problem -> places.contains(problem.at())).findFirst();
    }

    private static NotLoaded misfit(Problem problem) {
        return new NotLoaded("its schema does not fit its routes: " + problem.message());
    }

    /// Where problems of the service's routes are reported.
    private static Set<Location> places(Service service) {
        Set<Location> places = new HashSet<>();
        for (Route route : service.routes()) {
            places.add(route.at());
            if (route instanceof GrpcRoute grpc) {
                grpc.rules().stream().map(RuleOverride::at).forEach(places::add);
            }
        }
        return places;
    }
}
