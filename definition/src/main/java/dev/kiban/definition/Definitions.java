package dev.kiban.definition;

import dev.kiban.kernel.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A snapshot: every document of one directory, parsed and checked. Immutable; what stands here is
/// valid, and every name that one document uses of another exists.
///
/// @param directory the directory that was loaded
/// @param gateway what holds for all routes
/// @param teams by name
/// @param services by name
/// @param paces by name
public record Definitions(
        Path directory,
        Optional<Gateway> gateway,
        List<Team> teams,
        List<Service> services,
        List<Pace> paces) {

    public Definitions {
        teams = List.copyOf(teams);
        services = List.copyOf(services);
        paces = List.copyOf(paces);
    }

    /// A snapshot in which each route stands for itself.
    public Definitions(Path directory, List<Team> teams, List<Service> services) {
        this(directory, Optional.empty(), teams, services, List.of());
    }

    /// The service of a name.
    public Optional<Service> service(ServiceName name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /// How many routes all services have together.
    public int routeCount() {
        return services.stream().mapToInt(service -> service.routes().size()).sum();
    }

    /// Who may call a route: what it says itself, else what holds for all. Where nothing is said,
    /// nobody may.
    public AccessRule accessTo(Route route) {
        return route.terms()
                .access()
                .or(() -> gateway.flatMap(Gateway::access))
                .orElseGet(() -> new AccessRule.Nobody(route.at()));
    }

    /// From where requests to a route may come: what it says itself, else what holds for all.
    public Optional<Sources> sourcesOf(Route route) {
        return route.terms().from().or(() -> gateway.flatMap(Gateway::from));
    }

    /// Whether answers of a route are compressed: what it says itself, else what holds for all.
    public Compression compressionOf(Route route) {
        return route.terms()
                .compression()
                .or(() -> gateway.flatMap(Gateway::compression))
                .orElseGet(Compression.None::new);
    }

    /// What the access log says of a route: what it says itself, else what holds for all.
    public AccessLog accessLogOf(Route route) {
        return route.terms()
                .accessLog()
                .or(() -> gateway.flatMap(Gateway::accessLog))
                .orElse(AccessLog.WHOLE);
    }

    /// What browsers are told about a route: what it says itself, else what holds for all.
    public Optional<Cors> corsOf(Route route) {
        return route.terms().cors().or(() -> gateway.flatMap(Gateway::cors));
    }
}
