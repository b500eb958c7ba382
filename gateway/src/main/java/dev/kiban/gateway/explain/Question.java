package dev.kiban.gateway.explain;

import dev.kiban.kernel.IpAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A request that nobody has sent.
///
/// @param target path and query, still encoded
/// @param peer who sends it
public record Question(String method, String target, List<Header> headers, Peer peer) {

    private static final String ORIGIN = "origin";
    private static final String REQUESTED_METHOD = "access-control-request-method";

    public Question {
        headers = List.copyOf(headers);
    }

    /// Of somebody who is not described.
    public Question(String method, String target, List<Header> headers) {
        this(method, target, headers, Peer.UNSAID);
    }

    /// The other end of the connection.
    ///
    /// @param address empty if that is not asked
    /// @param certificates that it shows, its own first; empty if none
    public record Peer(Optional<IpAddress> address, List<X509Certificate> certificates) {
        static final Peer UNSAID = new Peer(Optional.empty(), List.of());

        public Peer {
            certificates = List.copyOf(certificates);
        }
    }

    /// A header of it.
    public record Header(String name, String value) {

        /// Reads `name: value`; empty if it is none.
        public static Optional<Header> parse(String text) {
            int colon = text.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(
                            new Header(
                                    text.substring(0, colon).strip(),
                                    text.substring(colon + 1).strip()));
        }
    }

    /// Whether a browser asks for leave to send another request.
    boolean isPreflight() {
        return method.equals("OPTIONS")
                && !header(ORIGIN).isEmpty()
                && !header(REQUESTED_METHOD).isEmpty();
    }

    /// The origin of the page that asks; empty if no browser does.
    String origin() {
        return header(ORIGIN);
    }

    /// The method that a browser asks for.
    String requestedMethod() {
        return header(REQUESTED_METHOD);
    }

    /// Without the query.
    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /// The first header of that name, or an empty text.
    String header(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /// The values of all headers of that name.
    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
