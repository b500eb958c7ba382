package dev.kiban.app.export;

import dev.kiban.app.budget.LatencyBounds;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.PlannedRoute.Kind;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.export.GatewayNames;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The names under which the metrics of a gateway with these routes tell what it served.
///
/// @param routes of the plan
public record ServedNames(List<PlannedRoute> routes) implements GatewayNames {
    public ServedNames {
        routes = List.copyOf(routes);
    }

    @Override
    public Optional<Set<String>> labelsOf(ServiceName service, String route) {
        List<PlannedRoute> its =
                routes.stream().filter(known -> known.service().equals(service)).toList();
        if (!route.startsWith("/") && its.stream().anyMatch(one -> one.kind() == Kind.PENDING)) {
            return Optional.empty();
        }
        return Optional.of(
                its.stream()
                        .filter(one -> isNamed(one, route))
                        .map(PlannedRoute::path)
                        .collect(Collectors.toSet()));
    }

    private static boolean isNamed(PlannedRoute planned, String route) {
        return switch (planned.kind()) {
            case HTTP -> planned.path().equals(route);
            case TRANSCODED, GRPC -> planned.rpc().endsWith("/" + route);
            case PENDING -> false;
        };
    }

    @Override
    public Set<String> codesOf(StatusRange statuses) {
        return Arrays.stream(GrpcCode.values())
                .filter(code -> statuses.contains(code.httpStatus()))
                .map(GrpcCode::name)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Duration> latencyBounds() {
        return LatencyBounds.all();
    }
}
