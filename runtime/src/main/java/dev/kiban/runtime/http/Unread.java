package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.RequestFault;
import dev.kiban.runtime.http.wire.RequestReader;
import io.netty.buffer.ByteBuf;

/// What came on a connection and was not read yet. Bytes that were handed on stay where they are:
/// what comes later goes behind them, or into another array. A connection that waits for its next
/// request keeps none.
final class Unread {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    boolean isEmpty() {
        return from == to;
    }

    void add(ByteBuf more) {
        int length = more.readableBytes();
        if (to + length > bytes.length) {
            int left = to - from;
            byte[] larger = new byte[left == 0 ? length : 2 * (left + length)];
            System.arraycopy(bytes, from, larger, 0, left);
            bytes = larger;
            from = 0;
            to = left;
        }
        more.readBytes(bytes, to, length);
        to += length;
    }

    /// @return how many bytes the reader took; none if it needs more
    int step(RequestReader reader) throws RequestFault {
        int taken = from == to ? 0 : reader.step(bytes, from, to);
        from += taken;
        if (from == to) {
            clear();
        }
        return taken;
    }

    /// Hands all of it on.
    void pass(ClientExchange exchange) {
        byte[] passed = bytes;
        int start = from;
        int end = to;
        clear();
        exchange.received(passed, start, end);
    }

    void clear() {
        bytes = NOTHING;
        from = 0;
        to = 0;
    }
}
