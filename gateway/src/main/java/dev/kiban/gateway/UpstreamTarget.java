package dev.kiban.gateway;

import dev.kiban.definition.Address;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.UpstreamTls;
import java.util.List;
import java.util.Optional;

/// The addresses behind a route, without the place where they are written: two plans that name the
/// same target share its connections.
///
/// @param addresses used in turn
public record UpstreamTarget(
        Protocol protocol, List<Address> addresses, Optional<UpstreamTls> tls) {

    public UpstreamTarget {
        addresses = List.copyOf(addresses);
    }

    static UpstreamTarget of(Upstream upstream) {
        return new UpstreamTarget(upstream.protocol(), upstream.addresses(), upstream.tls());
    }
}
