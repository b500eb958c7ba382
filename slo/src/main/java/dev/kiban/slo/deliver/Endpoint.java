package dev.kiban.slo.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Where to send to.
///
/// @param uri often a secret itself, as that of a chat's webhook
/// @param headers such as `Authorization`; secret too
public record Endpoint(URI uri, Map<String, String> headers) {
    private static final int NAME_BYTES = 4;

    /// @throws IllegalArgumentException if it is no URL of HTTP
    public Endpoint {
        String scheme = uri.getScheme();
        if (scheme == null || !scheme.matches("https?") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "where to send to is a URL that starts with https:// or http://");
        }
        headers = Map.copyOf(headers);
    }

    /// Tells it from all others without giving it away: the host, and a part of the URL's hash.
    public String name() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(uri.toString().getBytes(UTF_8));
            return "%s (%s)".formatted(this, HexFormat.of().formatHex(hash, 0, NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
