package dev.kiban.transcode.http;

import dev.kiban.transcode.Refusal;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Which HTTP headers are gRPC metadata, in both directions.
///
/// A header that is the client's word to the service crosses under its own name; one that speaks of
/// the connection, of the body's form or of gRPC itself does not. There is no `Grpc-Metadata-`
/// prefix: with a second spelling, a client could get a header past a proxy that strips it by name.
///
/// Values of names in `-bin` are base64 on both sides, several of them joined by commas.
public final class Metadata {
    private static final String BINARY_SUFFIX = "-bin";
    private static final String RESERVED_PREFIX = "grpc-";

    /// Headers of one connection (RFC 9110, 7.6.1), in use or in history.
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /// Headers about the request's target and the form of its body, which the gRPC call changes.
    private static final Set<String> REQUEST_FORM =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host");

    private static final Set<String> RESPONSE_FORM =
            Set.of("content-encoding", "content-length", "content-type");

    private static final Set<String> ENDS_WITH_REQUEST = both(HOP_BY_HOP, REQUEST_FORM);
    private static final Set<String> ENDS_WITH_RESPONSE = both(HOP_BY_HOP, RESPONSE_FORM);

    private Metadata() {}

    /// Hands on the headers of a request that are metadata, names in lower case.
    ///
    /// @param connection the value of the `Connection` header, which may name more headers that are
    ///     not to be passed on; empty if there is none
    /// @throws Refusal if a value cannot be metadata
    public static void ofRequest(
            Iterable<Map.Entry<String, String>> headers,
            String connection,
            BiConsumer<String, String> metadata) {
        Set<String> named = tokens(connection);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (crosses(name, ENDS_WITH_REQUEST) && !named.contains(name)) {
                requireMetadata(name, header.getValue());
                metadata.accept(name, header.getValue());
            }
        }
    }

    /// Hands on the metadata of a reply, leading or trailing, that is for the HTTP client. What is
    /// no valid HTTP header is left out: an upstream must not be able to break the reply.
    ///
    /// A unary reply gets the trailing metadata as headers too, after the leading ones.
    public static void ofReply(
            Iterable<Map.Entry<String, String>> metadata, BiConsumer<String, String> headers) {
        for (Map.Entry<String, String> entry : metadata) {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            if (crosses(name, ENDS_WITH_RESPONSE)
                    && isMetadataName(name)
                    && isPrintable(entry.getValue())) {
                headers.accept(name, entry.getValue());
            }
        }
    }

    private static boolean crosses(String name, Set<String> ending) {
        return !name.startsWith(RESERVED_PREFIX) && !name.startsWith(":") && !ending.contains(name);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return Set.copyOf(both);
    }

    /// Whether a header is one of the connection and goes no further (RFC 9110, 7.6.1).
    ///
    /// @param name in lower case
    public static boolean isHopByHop(String name) {
        return HOP_BY_HOP.contains(name);
    }

    private static Set<String> tokens(String connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> tokens = new HashSet<>();
        for (String token : connection.split(",", -1)) {
            tokens.add(token.strip().toLowerCase(Locale.ROOT));
        }
        return tokens;
    }

    private static void requireMetadata(String name, String value) {
        if (!isMetadataName(name)) {
            throw refusal(name, "gRPC metadata takes names of a-z, 0-9, '-', '_' and '.' only");
        }
        if (!isPrintable(value)) {
            throw refusal(name, "gRPC metadata takes printable ASCII only; use a '-bin' header");
        }
        if (name.endsWith(BINARY_SUFFIX) && !isBase64List(value)) {
            throw refusal(name, "the value of a '-bin' header must be base64");
        }
    }

    private static Refusal refusal(String name, String why) {
        return Refusal.invalid("header '" + name + "': " + why);
    }

    private static boolean isMetadataName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64List(String value) {
        for (String item : value.split(",", -1)) {
            try {
                Base64.getDecoder().decode(item.strip());
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
        return true;
    }
}
