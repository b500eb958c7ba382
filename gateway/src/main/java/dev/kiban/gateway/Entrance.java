package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Capacity;
import dev.kiban.gateway.access.Callers;
import dev.kiban.gateway.access.Cors;
import dev.kiban.gateway.access.Proxies;

/// What holds for requests before it is known where they lead.
///
/// @param callers whom the plan can tell from others
/// @param proxies whose word counts about where a request comes from
/// @param cors what browsers are told where no route takes a request
/// @param accessLog what the access log says of such a request
/// @param capacity how much is taken of clients
public record Entrance(
        Callers callers, Proxies proxies, Cors cors, AccessLog accessLog, Capacity capacity) {
    /// Nobody is known, and nothing is said.
    static final Entrance NONE =
            new Entrance(
                    Callers.NONE, Proxies.NONE, Cors.SILENT, AccessLog.WHOLE, Capacity.DEFAULT);

    /// What the Gateway of a directory says.
    static Entrance of(dev.kiban.definition.Gateway gateway) {
        return new Entrance(
                Callers.of(gateway),
                new Proxies(gateway.trustedProxies()),
                gateway.cors().map(Cors::of).orElse(Cors.SILENT),
                gateway.accessLog().orElse(AccessLog.WHOLE),
                gateway.capacity());
    }
}
