package dev.kiban.definition;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.util.List;
import java.util.Optional;

/// A service: who owns it, where it runs and what it exposes at the gateway.
///
/// A service with routes has a backend; a service with gRPC routes has a schema.
///
/// @param owner a team of the same snapshot
/// @param description what the service does; may be empty
/// @param schema where the gateway learns the service's messages and methods
/// @param backends where it runs, in the order written; each name once
/// @param routes what is exposed at the gateway, in the order written
/// @param slos what good service means, in the order written
/// @param local how `kiban up` starts the service on a laptop
/// @param at where the document starts
public record Service(
        ServiceName name,
        Metadata metadata,
        TeamName owner,
        Tier tier,
        String description,
        List<Link> links,
        Optional<SchemaSource> schema,
        List<Backend> backends,
        List<Route> routes,
        List<Slo> slos,
        Optional<LocalProcess> local,
        Location at) {

    public Service {
        links = List.copyOf(links);
        backends = List.copyOf(backends);
        routes = List.copyOf(routes);
        slos = List.copyOf(slos);
    }
}
