package dev.kiban.gateway.proxy;

import dev.kiban.definition.ConnectionLimits;
import dev.kiban.gateway.Entrance;
import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.EdgeLimits.PerAddress;

/// What the listener of a gateway takes.
final class Edge {
    private Edge() {}

    /// As a plan says. A proxy brings the connections of many.
    static EdgeLimits limits(Entrance entrance) {
        ConnectionLimits limits = entrance.capacity().connections();
        return new EdgeLimits(
                limits.connections(),
                limits.perAddress()
                        .map(most -> new PerAddress(most, entrance.proxies().trusted()))
                        .orElse(PerAddress.ANY),
                limits.streams(),
                EdgeLimits.DEFAULT.maxRequestLineBytes(),
                limits.headerBytes(),
                limits.resets(),
                limits.headerTimeout(),
                limits.idleTimeout(),
                EdgeLimits.DEFAULT.stallTimeout());
    }
}
