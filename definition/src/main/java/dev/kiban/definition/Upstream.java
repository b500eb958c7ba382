package dev.kiban.definition;

import java.util.List;
import java.util.Optional;

/// The addresses behind a service's routes.
///
/// @param addresses at least one; requests are spread over all
/// @param tls how to check the upstream's certificate; empty is plaintext
/// @param health how addresses are asked whether they can serve; empty if they are not
/// @param ejection which addresses get no requests for a while
public record Upstream(
        Protocol protocol,
        List<Address> addresses,
        Optional<UpstreamTls> tls,
        Optional<Health> health,
        Ejection ejection,
        Location at) {

    /// With nothing but addresses.
    public Upstream(
            Protocol protocol, List<Address> addresses, Optional<UpstreamTls> tls, Location at) {
        this(protocol, addresses, tls, Optional.empty(), Ejection.DEFAULT, at);
    }

    /// @throws IllegalArgumentException if there is no address
    public Upstream {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an upstream needs an address");
        }
        addresses = List.copyOf(addresses);
    }
}
