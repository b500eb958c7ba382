package dev.kiban.gateway.proxy;

import dev.kiban.gateway.access.IdentityHeaders;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.Metadata;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/// Headers that go on from one side to the other, and those that say who asked.
final class ForwardedHeaders {

    private ForwardedHeaders() {}

    /// Copies the headers of a request but those of the connection, and those that say who calls:
    /// they are ours to write.
    static void ofRequest(Headers from, Headers to) {
        copy(from, (name, value) -> addUnlessOurs(name, value, to));
    }

    /// Copies the headers of an answer but those of the connection.
    static void ofReply(Headers from, Request request) {
        copy(from, (name, value) -> addToAnswer(name, value, request));
    }

    /// Hands on what a service has answered, unless we say it ourselves.
    static void addToAnswer(String name, String value, Request request) {
        if (!request.cors().owns(name)) {
            request.exchange().headers().add(name, value);
        }
    }

    /// Hands on what a client has sent, unless only we may say so.
    static void addUnlessOurs(String name, String value, Headers to) {
        if (!IdentityHeaders.isOurs(name)) {
            to.add(name, value);
        }
    }

    private static void copy(Headers from, BiConsumer<String, String> to) {
        Set<String> named = namedByConnection(from);
        from.forEach(
                (name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (!Metadata.isHopByHop(lower) && !named.contains(lower)) {
                        to.accept(name, value);
                    }
                });
    }

    /// Says who calls, if that is known. A key has done its work then; who has it is the partner.
    static void sayWhoCalls(Request request, Headers to) {
        request.identity()
                .ifPresent(
                        identity -> {
                            to.remove(Names.X_API_KEY);
                            to.set(Names.X_KIBAN_CALLER, identity.caller());
                            to.set(Names.X_KIBAN_SUBJECT, identity.subject());
                            to.set(Names.X_KIBAN_SCOPES, identity.scopeText());
                        });
    }

    /// Says who asked. What a client claims about the host and the protocol that it used is
    /// replaced by what we saw, but for the protocol that a trusted proxy has seen; the list of
    /// addresses grows by the one that we saw, and the upstream may trust its end only.
    static void sayWhoAsked(Request request, Headers to) {
        Exchange exchange = request.exchange();
        String address = exchange.clientAddress();
        String before = to.get(Names.X_FORWARDED_FOR, "");
        to.set(Names.X_FORWARDED_FOR, before.isEmpty() ? address : before + ", " + address);
        if (!request.isToldOfProtocol()) {
            to.set(Names.X_FORWARDED_PROTO, exchange.isSecure() ? Names.HTTPS : Names.HTTP);
        }
        String host = exchange.authority();
        if (host.isEmpty()) {
            to.remove(Names.X_FORWARDED_HOST);
        } else {
            to.set(Names.X_FORWARDED_HOST, host);
        }
    }

    /// The same by RFC 7239.
    static void sayForwarded(Exchange exchange, Headers to) {
        String node = exchange.clientAddress();
        StringBuilder element = new StringBuilder(to.get(Names.FORWARDED, ""));
        if (!element.isEmpty()) {
            element.append(", ");
        }
        element.append("for=");
        if (node.indexOf(':') >= 0) {
            element.append("\"[").append(node).append("]\"");
        } else {
            element.append(node);
        }
        String host = exchange.authority();
        if (isQuotable(host)) {
            element.append(";host=\"").append(host).append('"');
        }
        element.append(";proto=").append(exchange.isSecure() ? "https" : "http");
        to.set(Names.FORWARDED, element);
    }

    private static boolean isQuotable(String host) {
        return !host.isEmpty() && host.indexOf('"') < 0 && host.indexOf('\\') < 0;
    }

    private static Set<String> namedByConnection(Headers headers) {
        String connection = headers.get(Names.CONNECTION, "");
        if (connection.isEmpty() || connection.equalsIgnoreCase("keep-alive")) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : headers.all(Names.CONNECTION)) {
            for (String token : value.split(",", -1)) {
                named.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
