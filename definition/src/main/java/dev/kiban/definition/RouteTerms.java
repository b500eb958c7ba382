package dev.kiban.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for each request of a route, whatever kind of route it is.
///
/// @param access who may call; empty is what holds for all routes
/// @param cors what browsers are told; empty is what holds for all routes
/// @param from where requests may come from; empty is what holds for all routes
/// @param destination which backends serve it
/// @param timeout how long the gateway waits for the upstream when the client sets no deadline
/// @param limits how much one request may carry
/// @param rates how many requests are let through in a time; each must agree
/// @param retries when a request that failed is tried again; empty is what is usual
/// @param compression whether answers are compressed; empty is what holds for all routes
/// @param accessLog what the access log says; empty is what holds for all routes
public record RouteTerms(
        Optional<AccessRule> access,
        Optional<Cors> cors,
        Optional<Sources> from,
        Destination destination,
        Duration timeout,
        RouteLimits limits,
        List<RateLimit> rates,
        Optional<Retries> retries,
        Optional<Compression> compression,
        Optional<AccessLog> accessLog) {

    public RouteTerms {
        rates = List.copyOf(rates);
    }
}
