package dev.kiban.slo.deliver;

import java.net.URI;
import java.util.Map;

/// Where to send to.
///
/// @param uri often a secret itself, as that of a chat's webhook
/// @param headers such as `Authorization`; secret too
public record Endpoint(URI uri, Map<String, String> headers) {

    /// @throws IllegalArgumentException if it is no URL of HTTP
    public Endpoint {
        String scheme = uri.getScheme();
        if (scheme == null || !scheme.matches("https?") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "where to send to is a URL that starts with https:// or http://");
        }
        headers = Map.copyOf(headers);
    }

    Endpoint below(String path) {
        String base = uri.toString();
        return new Endpoint(
                URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path),
                headers);
    }

    /// Only the host: the rest may be a secret.
    @Override
    public String toString() {
        return uri.getScheme()
                + "://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
