package dev.kiban.gateway;

import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.kernel.ServiceName;

/// A gRPC route, and what its service and its directory say about it.
record GrpcExposure(ServiceName service, UpstreamTarget upstream, GrpcRoute route, Terms terms) {}
