package dev.kiban.gateway;

import dev.kiban.definition.Location;
import dev.kiban.definition.Route;
import dev.kiban.definition.RouteLimits;
import java.time.Duration;

/// What holds for each request of a route.
///
/// @param timeout how long the gateway waits at most
/// @param at where the route stands in the definitions
public record Terms(Duration timeout, RouteLimits limits, Location at) {

    static Terms of(Route route) {
        return new Terms(route.terms().timeout(), route.terms().limits(), route.at());
    }
}
