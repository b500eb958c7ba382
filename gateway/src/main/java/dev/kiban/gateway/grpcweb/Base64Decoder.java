package dev.kiban.gateway.grpcweb;

import dev.kiban.runtime.http.BytesTaker;
import java.util.Base64;

/// Decodes Base64 as it comes, in pieces that end anywhere. Padding may stand within the text:
/// clients encode what they have, and go on.
final class Base64Decoder {
    private static final int QUANTUM = 4;

    private final byte[] rest = new byte[QUANTUM];
    private int resting;

    /// Hands on what a piece makes whole.
    ///
    /// @throws IllegalArgumentException if it is no Base64
    void decode(byte[] bytes, int from, int to, BytesTaker taker) {
        int at = from;
        while (resting > 0 && at < to) {
            rest[resting++] = bytes[at++];
            if (resting == QUANTUM) {
                resting = 0;
                hand(rest, 0, QUANTUM, taker);
            }
        }
        int whole = at + (to - at) / QUANTUM * QUANTUM;
        int part = at;
        while (part < whole) {
            int end = endOfPart(bytes, part, whole);
            hand(bytes, part, end, taker);
            part = end;
        }
        while (whole < to) {
            rest[resting++] = bytes[whole++];
        }
    }

    /// Whether nothing is cut off.
    boolean isWhole() {
        return resting == 0;
    }

    /// The end of the first four characters that end in padding, else of all.
    private static int endOfPart(byte[] bytes, int from, int to) {
        for (int at = from + QUANTUM; at < to; at += QUANTUM) {
            if (bytes[at - 1] == '=') {
                return at;
            }
        }
        return to;
    }

    private static void hand(byte[] bytes, int from, int to, BytesTaker taker) {
        byte[] text = new byte[to - from];
        System.arraycopy(bytes, from, text, 0, text.length);
        byte[] decoded = Base64.getDecoder().decode(text);
        taker.bytes(decoded, 0, decoded.length);
    }
}
