package dev.kiban.gateway.proxy;

import dev.kiban.transcode.Refusal;
import java.util.Arrays;

/// Cuts the body of a gRPC reply into its messages, chunk by chunk. A message that lies in one
/// chunk is not copied.
///
/// Each message has a prefix: one byte that says whether it is compressed, and its length in four.
final class GrpcFrames {
    static final int PREFIX = 5;

    private static final byte[] NONE = {};

    private final int maxMessageBytes;
    private String encoding = "identity";
    private final byte[] prefix = new byte[PREFIX];
    private int prefixLength;
    private byte[] message = NONE;
    private int messageLength;
    private int filled;

    GrpcFrames(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /// Takes a message.
    @FunctionalInterface
    interface Receiver {
        /// The bytes do not change afterwards and may be kept.
        void message(byte[] bytes, int from, int to);
    }

    /// How messages are compressed that say so: `grpc-encoding`.
    void encoding(String name) {
        encoding = name.isEmpty() ? "identity" : name;
    }

    /// Takes a chunk, and hands on the messages that end in it.
    ///
    /// @throws Refusal if a message is too large or cannot be decompressed
    void feed(byte[] bytes, int from, int to, Receiver receiver) {
        int at = from;
        while (at < to) {
            if (prefixLength < PREFIX) {
                at = prefix(bytes, at, to);
                if (prefixLength < PREFIX) {
                    return;
                }
            }
            at = message(bytes, at, to, receiver);
        }
    }

    /// Whether no message is cut off.
    boolean isBetweenMessages() {
        return prefixLength == 0;
    }

    private int prefix(byte[] bytes, int from, int to) {
        int count = Math.min(PREFIX - prefixLength, to - from);
        System.arraycopy(bytes, from, prefix, prefixLength, count);
        prefixLength += count;
        if (prefixLength == PREFIX) {
            messageLength = lengthOfMessage();
            filled = 0;
        }
        return from + count;
    }

    private int lengthOfMessage() {
        int length =
                (prefix[1] & 0xff) << 24
                        | (prefix[2] & 0xff) << 16
                        | (prefix[3] & 0xff) << 8
                        | (prefix[4] & 0xff);
        if (prefix[0] != 0 && prefix[0] != 1) {
            throw Refusal.invalid("a gRPC frame starts with " + prefix[0]);
        }
        if (length < 0 || length > maxMessageBytes) {
            throw Refusal.tooLarge("the message is larger than " + maxMessageBytes + " bytes");
        }
        return length;
    }

    private int message(byte[] bytes, int from, int to, Receiver receiver) {
        if (filled == 0 && to - from >= messageLength) {
            hand(bytes, from, from + messageLength, receiver);
            return from + messageLength;
        }
        int count = Math.min(messageLength - filled, to - from);
        if (message.length < filled + count) {
            // Grows with what has come, not with what was announced.
            int size = Math.max(filled + count, Math.min(messageLength, 2 * message.length));
            message = Arrays.copyOf(message, size);
        }
        System.arraycopy(bytes, from, message, filled, count);
        filled += count;
        if (filled == messageLength) {
            byte[] whole = message;
            message = NONE;
            hand(whole, 0, filled, receiver);
        }
        return from + count;
    }

    private void hand(byte[] bytes, int from, int to, Receiver receiver) {
        boolean compressed = prefix[0] == 1;
        prefixLength = 0;
        if (!compressed) {
            receiver.message(bytes, from, to);
            return;
        }
        if (!encoding.equals("gzip")) {
            throw Refusal.invalid("the message is compressed with '" + encoding + "'");
        }
        byte[] inflated = Gzip.inflate(bytes, from, to, maxMessageBytes);
        receiver.message(inflated, 0, inflated.length);
    }
}
