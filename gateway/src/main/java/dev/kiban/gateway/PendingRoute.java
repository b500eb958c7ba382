package dev.kiban.gateway;

import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.kernel.ServiceName;

/// A gRPC route whose schema is not known yet, so that its HTTP paths are not either. Native gRPC
/// calls need no schema and go through.
///
/// @param reason why not, for those who run the gateway
record PendingRoute(GrpcExposure exposure, String reason) {

    ServiceName service() {
        return exposure.service();
    }

    Traffic traffic() {
        return exposure.traffic();
    }

    GrpcRoute route() {
        return exposure.route();
    }

    boolean has(String path) {
        return path.startsWith("/" + route().service() + "/")
                && (route().methods().isEmpty()
                        || route().methods().contains(path.substring(path.lastIndexOf('/') + 1)));
    }

    /// Any of its methods may be a stream, and do harm when it is served twice, as far as we know.
    GrpcTarget target(String path) {
        String method = path.substring(path.lastIndexOf('/') + 1);
        return new GrpcTarget(
                service(), traffic(), path, true, false, exposure.access(method), exposure.terms());
    }

    /// What a client is told. Not the reason: it names addresses of ours.
    Routing.NotYet notYet() {
        return new Routing.NotYet(
                "the routes of service '%s' are not known yet".formatted(service()));
    }
}
