package dev.kiban.definition;

import java.nio.file.Path;
import java.util.List;

/// A snapshot: every document of one directory, parsed and checked. Immutable; what stands here is
/// valid, and every name that one document uses of another exists.
///
/// @param directory the directory that was loaded
/// @param teams by name
/// @param services by name
public record Definitions(Path directory, List<Team> teams, List<Service> services) {

    public Definitions {
        teams = List.copyOf(teams);
        services = List.copyOf(services);
    }

    /// How many routes all services have together.
    public int routeCount() {
        return services.stream().mapToInt(service -> service.routes().size()).sum();
    }
}
