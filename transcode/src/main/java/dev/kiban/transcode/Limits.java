package dev.kiban.transcode;

/// How much input one call takes. What comes out is limited by the [ByteSink].
///
/// @param maxDepth how deep messages, JSON objects and JSON arrays may be nested
/// @param maxBytes the largest input in bytes
public record Limits(int maxDepth, int maxBytes) {

    /// The depth that protobuf parsers allow, and the size that gRPC servers allow, when nothing
    /// else is said.
    public static final Limits DEFAULT = new Limits(100, 4 << 20);

    /// Each level takes up to 2 kB of the stack as long as the code is not compiled, and a thread
    /// has 1 MB.
    private static final int MOST_DEPTH = 250;

    /// @throws IllegalArgumentException if a limit is not positive, or the depth would risk the
    ///     stack
    public Limits {
        if (maxDepth < 1 || maxDepth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "maxDepth must be 1 to " + MOST_DEPTH + ": " + maxDepth);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
        }
    }

    void requireSize(Slice input) {
        if (input.length() > maxBytes) {
            throw Refusal.tooLarge("the message is larger than " + maxBytes + " bytes");
        }
    }
}
