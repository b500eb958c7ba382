package dev.kiban.definition;

import java.util.List;
import java.util.Optional;

/// The endpoints behind a service's routes.
///
/// @param source where they come from; requests are spread over all
/// @param tls how to check the upstream's certificate; empty is plaintext
/// @param health how addresses are asked whether they can serve; empty if they are not
/// @param ejection which addresses get no requests for a while
/// @param concurrency how many requests may be under way; empty is as many as come
public record Upstream(
        Protocol protocol,
        EndpointSource source,
        Optional<UpstreamTls> tls,
        Optional<Health> health,
        Ejection ejection,
        Optional<Concurrency> concurrency,
        Location at) {

    /// With nothing but addresses.
    public Upstream(
            Protocol protocol, List<Address> addresses, Optional<UpstreamTls> tls, Location at) {
        this(
                protocol,
                new EndpointSource.Addresses(addresses),
                tls,
                Optional.empty(),
                Ejection.DEFAULT,
                Optional.empty(),
                at);
    }

    /// The addresses that are written down; none if they come from elsewhere.
    public List<Address> addresses() {
        return source instanceof EndpointSource.Addresses(List<Address> all) ? all : List.of();
    }
}
