package dev.kiban.runtime.http;

import java.util.Optional;

/// Where and how to take requests.
///
/// @param port 0 for any free one
/// @param tls absent for plain text: HTTP/1.1 and h2c by prior knowledge. With TLS the client
/// chooses by ALPN
public record ListenSettings(String host, int port, Optional<ServerTls> tls, EdgeLimits limits) {

    public static ListenSettings plain(String host, int port) {
        return new ListenSettings(host, port, Optional.empty(), EdgeLimits.DEFAULT);
    }

    ListenSettings withPort(int other) {
        return new ListenSettings(host, other, tls, limits);
    }
}
