package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.Service;
import dev.kiban.definition.Tier;
import dev.kiban.gateway.access.Cors;
import dev.kiban.gateway.access.Sources;
import dev.kiban.gateway.limit.Rates.RouteName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for each request of a route.
///
/// @param route what the route is known by, in each plan that has it
/// @param timeout how long the gateway waits at most
/// @param retries when a request that failed is tried again; empty is what is usual
/// @param cors what browsers are told
/// @param from where requests may come from
/// @param rates how many requests are let through in a time; each must agree
/// @param compression whether answers are compressed
/// @param accessLog what the access log says
/// @param at where the route stands in the definitions
/// @param tier of its service: who is refused first when the gateway cannot keep up
public record Terms(
        RouteName route,
        Duration timeout,
        RouteLimits limits,
        Cors cors,
        Sources from,
        List<RateLimit> rates,
        Optional<Retries> retries,
        Compression compression,
        AccessLog accessLog,
        Location at,
        Tier tier) {

    public Terms {
        rates = List.copyOf(rates);
    }

    /// What a route says itself, and what holds for all.
    static Terms of(Service service, Route route, Definitions definitions) {
        RouteTerms terms = route.terms();
        return new Terms(
                new RouteName(service.name().value(), name(route)),
                terms.timeout(),
                terms.limits(),
                definitions.corsOf(route).map(Cors::of).orElse(Cors.SILENT),
                definitions.sourcesOf(route).map(Sources::of).orElse(Sources.ANYWHERE),
                terms.rates(),
                terms.retries(),
                definitions.compressionOf(route),
                definitions.accessLogOf(route),
                route.at(),
                service.tier());
    }

    private static String name(Route route) {
        return switch (route) {
            case HttpRoute http -> name("http " + http.prefix(), http.methods());
            case GrpcRoute grpc -> name("grpc " + grpc.service(), grpc.methods());
        };
    }

    private static String name(String path, List<String> methods) {
        return methods.isEmpty() ? path : path + " " + String.join(",", methods);
    }
}
