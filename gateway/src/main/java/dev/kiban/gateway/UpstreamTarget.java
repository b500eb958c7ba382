package dev.kiban.gateway;

import dev.kiban.definition.Address;
import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Ejection;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.Health;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.UpstreamTls;
import java.util.List;
import java.util.Optional;

/// The endpoints behind a route, without the place where they are written: two plans that name the
/// same target share its connections.
///
/// @param source where they come from
/// @param health how they are asked whether they can serve; empty if they are not
/// @param ejection which of them get no calls for a while
/// @param concurrency how many calls may be under way; empty is as many as come
public record UpstreamTarget(
        Protocol protocol,
        EndpointSource source,
        Optional<UpstreamTls> tls,
        Optional<Health> health,
        Ejection ejection,
        Optional<Concurrency> concurrency) {

    /// With nothing but addresses.
    public UpstreamTarget(Protocol protocol, List<Address> addresses, Optional<UpstreamTls> tls) {
        this(
                protocol,
                new EndpointSource.Addresses(addresses),
                tls,
                Optional.empty(),
                Ejection.DEFAULT,
                Optional.empty());
    }

    static UpstreamTarget of(Upstream upstream) {
        return new UpstreamTarget(
                upstream.protocol(),
                upstream.source(),
                upstream.tls(),
                upstream.health(),
                upstream.ejection(),
                upstream.concurrency());
    }
}
