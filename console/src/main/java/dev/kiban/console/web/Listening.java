package dev.kiban.console.web;

import dev.kiban.runtime.http.ServerTls;
import java.net.URI;
import java.util.Optional;

/// Where the console listens.
///
/// @param port 0 takes a free one
/// @param url by which people reach it; empty for any name of this machine
/// @param tls if it speaks TLS itself
public record Listening(String host, int port, Optional<URI> url, Optional<ServerTls> tls) {
    private static final String LOOPBACK = "127.0.0.1";

    /// On this machine only.
    public static Listening here(int port) {
        return new Listening(LOOPBACK, port, Optional.empty(), Optional.empty());
    }

    /// What to type to reach it.
    ///
    /// @param boundPort the one that it has
    public String at(int boundPort) {
        return url.map(URI::toString)
                .orElseGet(
                        () ->
                                "%s://%s:%d"
                                        .formatted(
                                                tls.isPresent() ? "https" : "http",
                                                host.equals(LOOPBACK) ? "localhost" : host,
                                                boundPort));
    }

    Site site() {
        return url.<Site>map(Site.At::new).orElseGet(Site.Here::new);
    }
}
