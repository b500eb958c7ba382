package dev.kiban.gateway;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.gateway.access.Access;
import dev.kiban.kernel.ServiceName;

/// A gRPC route, and what its service and its directory say about it.
///
/// @param rule who may call: its own, or that of all routes
record GrpcExposure(
        ServiceName service, Traffic traffic, GrpcRoute route, AccessRule rule, Terms terms) {

    /// Who may call a method.
    ///
    /// @param method its simple name
    Access access(String method) {
        return Access.of(rule, method);
    }
}
