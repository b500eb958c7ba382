package dev.kiban.gateway.explain;

import dev.kiban.kernel.IpAddress;
import java.util.List;
import java.util.Optional;

/// A request that nobody has sent.
///
/// @param target path and query, still encoded
/// @param from the address that it comes from; empty if that is not asked
public record Question(
        String method, String target, List<Header> headers, Optional<IpAddress> from) {

    private static final String ORIGIN = "origin";
    private static final String REQUESTED_METHOD = "access-control-request-method";

    public Question {
        headers = List.copyOf(headers);
    }

    /// Asks of no address.
    public Question(String method, String target, List<Header> headers) {
        this(method, target, headers, Optional.empty());
    }

    /// A header of it.
    public record Header(String name, String value) {}

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
