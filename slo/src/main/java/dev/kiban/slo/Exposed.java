package dev.kiban.slo;

import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.Service;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Knows what a service exposes at the gateway. A port: whoever knows the schemas knows more than
/// the definitions.
@FunctionalInterface
public interface Exposed {
    /// What the definition alone tells: nothing of a gRPC service that exposes all its methods.
    Exposed AS_WRITTEN = Exposed::asWritten;

    /// The simple names of methods and the prefixes; empty if nobody can tell now.
    Optional<Set<String>> routesOf(Service service);

    private static Optional<Set<String>> asWritten(Service service) {
        Set<String> names = new HashSet<>();
        for (Route route : service.routes()) {
            switch (route) {
                case HttpRoute http -> names.add(http.prefix());
                case GrpcRoute grpc when grpc.methods().isEmpty() -> {
                    return Optional.empty();
                }
                case GrpcRoute grpc -> names.addAll(grpc.methods());
            }
        }
        return Optional.of(names);
    }
}
