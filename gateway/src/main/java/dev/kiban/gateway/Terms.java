package dev.kiban.gateway;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Route;
import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.access.Cors;
import java.time.Duration;

/// What holds for each request of a route.
///
/// @param timeout how long the gateway waits at most
/// @param cors what browsers are told
/// @param at where the route stands in the definitions
public record Terms(Duration timeout, RouteLimits limits, Cors cors, Location at) {

    /// What a route says itself, and what holds for all.
    static Terms of(Route route, Definitions definitions) {
        return new Terms(
                route.terms().timeout(),
                route.terms().limits(),
                definitions.corsOf(route).map(Cors::of).orElse(Cors.SILENT),
                route.at());
    }
}
