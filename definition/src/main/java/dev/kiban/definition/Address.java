package dev.kiban.definition;

/// A host and a port, written `127.0.0.1:9101`, `item.internal:443` or `[::1]:9101`.
///
/// @param host a DNS name, an IPv4 address, or an IPv6 address without brackets
public record Address(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /// @throws IllegalArgumentException if the port is not 1 to 65535
    public Address {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port %d must be 1 to %d".formatted(port, MAX_PORT));
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
