package dev.kiban.app.console;

import dev.kiban.console.Routes;
import dev.kiban.definition.Service;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The routes of a running gateway, with the teams that its definitions name.
public record LiveRoutes(GatewayStatus status) implements Routes {

    @Override
    public Optional<Table> read() {
        return status.live().map(live -> table(live, status));
    }

    private static Table table(LivePlan live, GatewayStatus status) {
        Map<ServiceName, TeamName> owners =
                live.definitions().services().stream()
                        .collect(Collectors.toMap(Service::name, Service::owner));
        return new Table(
                live.generation(),
                live.loadedAt(),
                live.plan().routes().stream()
                        .map(route -> line(route.weighed(status.weights()), owners))
                        .toList(),
                status.problems().size());
    }

    private static Line line(PlannedRoute route, Map<ServiceName, TeamName> owners) {
        return new Line(route, Objects.requireNonNull(owners.get(route.service())));
    }
}
