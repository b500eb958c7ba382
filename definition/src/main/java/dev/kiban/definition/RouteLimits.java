package dev.kiban.definition;

/// How much one request may carry.
///
/// @param requestBytes largest request message
/// @param responseBytes largest reply message
/// @param depth deepest nesting of messages, both ways
/// @param bufferedBytes how much of a request body is read before an upstream is called; 0 for none
public record RouteLimits(int requestBytes, int responseBytes, int depth, int bufferedBytes) {

    /// 4 MiB both ways, as gRPC has it, and ProtoJSON's depth of 100.
    public static final RouteLimits DEFAULT =
            new RouteLimits(4 * 1024 * 1024, 4 * 1024 * 1024, 100);

    /// @throws IllegalArgumentException if a limit is not positive
    public RouteLimits {
        if (requestBytes < 1 || responseBytes < 1 || depth < 1 || bufferedBytes < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /// Of a route that calls an upstream as soon as the head of a request is there.
    public RouteLimits(int requestBytes, int responseBytes, int depth) {
        this(requestBytes, responseBytes, depth, 0);
    }

    /// The same, of a route that reads so much of a body first.
    public RouteLimits buffering(int bytes) {
        return new RouteLimits(requestBytes, responseBytes, depth, bytes);
    }
}
