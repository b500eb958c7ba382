package dev.kiban.runtime.http;

import java.time.Duration;
import java.util.Optional;

/// One address to call, and how. Two equal settings mean the same origin.
///
/// @param limits connections and waiting calls, for each event loop
public record OriginSettings(
        String host, int port, HttpProtocol protocol, Optional<ClientTls> tls, Limits limits) {

    /// How much may go to one address.
    ///
    /// @param maxConnections open at a time, per event loop
    /// @param maxWaiting calls that may wait for a connection; one more is refused
    /// @param connectTimeout for TCP and TLS together
    /// @param idleTimeout an unused HTTP/1.1 connection is closed after this
    public record Limits(
            int maxConnections, int maxWaiting, Duration connectTimeout, Duration idleTimeout) {

        /// One connection carries many calls; more only help an origin that serves each connection
        /// with one thread.
        public static final Limits HTTP_2 =
                new Limits(4, 2_000, Duration.ofSeconds(2), Duration.ofSeconds(60));

        public static final Limits HTTP_1_1 =
                new Limits(256, 2_000, Duration.ofSeconds(2), Duration.ofSeconds(30));

        public Limits {
            if (maxConnections < 1 || maxWaiting < 0) {
                throw new IllegalArgumentException("an origin needs at least one connection");
            }
        }
    }

    public static OriginSettings plain(String host, int port, HttpProtocol protocol) {
        return new OriginSettings(
                host,
                port,
                protocol,
                Optional.empty(),
                protocol == HttpProtocol.HTTP_2 ? Limits.HTTP_2 : Limits.HTTP_1_1);
    }

    public String address() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
