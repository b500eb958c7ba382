package dev.kiban.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the endpoints of an upstream come from.
public sealed interface EndpointSource {

    /// As people read it: `127.0.0.1:9101, [::1]:9101`, or `dns item.shop:9000`.
    String text();

    /// What the endpoints are called as a whole, where they have a name: what the certificate of
    /// each must be for.
    Optional<String> name();

    /// They are written down, and never change.
    ///
    /// @param all at least one
    record Addresses(List<Address> all) implements EndpointSource {

        /// @throws IllegalArgumentException if there is none
        public Addresses {
            if (all.isEmpty()) {
                throw new IllegalArgumentException("an upstream needs an address");
            }
            all = List.copyOf(all);
        }

        @Override
        public String text() {
            return all.stream().map(Address::toString).collect(Collectors.joining(", "));
        }

        /// Each is called by its own host.
        @Override
        public Optional<String> name() {
            return Optional.empty();
        }
    }

    /// All addresses of a name, which is asked for again and again.
    ///
    /// @param every how long from one question to the next
    /// @param server who is asked; empty asks those that the machine asks
    record Dns(String host, int port, Duration every, Optional<Address> server)
            implements EndpointSource {

        @Override
        public String text() {
            String from = server.map(asked -> " by " + asked).orElse("");
            return "dns " + new Address(host, port) + from;
        }

        @Override
        public Optional<String> name() {
            return Optional.of(host);
        }
    }

    /// The pods of a service of Kubernetes that are ready.
    ///
    /// @param port by its name; empty is the only one
    record Kubernetes(String service, String namespace, Optional<String> port)
            implements EndpointSource {

        @Override
        public String text() {
            return "kubernetes " + namespace + "/" + service + port.map(p -> ":" + p).orElse("");
        }

        @Override
        public Optional<String> name() {
            return Optional.of(service + "." + namespace + ".svc");
        }
    }
}
