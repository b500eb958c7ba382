package dev.kiban.runtime.http;

import java.security.cert.X509Certificate;
import java.util.List;
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

    /// The same, asking clients for certificates of these authorities, if there is TLS to ask by.
    public ListenSettings asking(List<X509Certificate> authorities) {
        return new ListenSettings(host, port, tls.map(own -> own.asking(authorities)), limits);
    }

    /// The same, within other limits.
    public ListenSettings within(EdgeLimits others) {
        return new ListenSettings(host, port, tls, others);
    }

    ListenSettings withPort(int other) {
        return new ListenSettings(host, other, tls, limits);
    }
}
