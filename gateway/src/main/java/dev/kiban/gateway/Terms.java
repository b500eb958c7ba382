package dev.kiban.gateway;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Route;
import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.access.Access;
import java.time.Duration;

/// What holds for each request of a route, compiled.
///
/// @param access who may call
/// @param timeout how long the gateway waits at most
/// @param at where the route stands in the definitions
public record Terms(Access access, Duration timeout, RouteLimits limits, Location at) {

    static Terms of(Route route, Definitions definitions) {
        return new Terms(
                Access.of(definitions.accessTo(route)),
                route.terms().timeout(),
                route.terms().limits(),
                route.at());
    }
}
