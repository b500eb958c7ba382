package dev.kiban.definition;

/// How much one request may carry.
///
/// @param requestBytes largest request message
/// @param responseBytes largest reply message
/// @param depth deepest nesting of messages, both ways
public record RouteLimits(int requestBytes, int responseBytes, int depth) {

    /// 4 MiB both ways, as gRPC has it, and ProtoJSON's depth of 100.
    public static final RouteLimits DEFAULT =
            new RouteLimits(4 * 1024 * 1024, 4 * 1024 * 1024, 100);

    /// @throws IllegalArgumentException if a limit is not positive
    public RouteLimits {
        if (requestBytes < 1 || responseBytes < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
