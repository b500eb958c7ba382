package dev.kiban.gateway.proxy;

import dev.kiban.transcode.Slice;

/// Collects a body, up to a limit. A body that comes in one piece is not copied.
final class BodyBuffer {
    private static final byte[] NONE = {};

    private final int limit;
    private byte[] bytes = NONE;
    private int from;
    private int to;
    private boolean ours;

    BodyBuffer(int limit) {
        this.limit = limit;
    }

    /// Adds a piece.
    ///
    /// @return whether the body is still within its limit; if not, the piece was not added
    boolean add(byte[] piece, int pieceFrom, int pieceTo) {
        int length = to - from;
        int count = pieceTo - pieceFrom;
        if (count > limit - length) {
            return false;
        }
        if (length == 0) {
            bytes = piece;
            from = pieceFrom;
            to = pieceTo;
            return true;
        }
        if (!ours || bytes.length - to < count) {
            byte[] larger = new byte[Math.max(length + count, Math.min(limit, 2 * length))];
            System.arraycopy(bytes, from, larger, 0, length);
            bytes = larger;
            from = 0;
            to = length;
            ours = true;
        }
        System.arraycopy(piece, pieceFrom, bytes, to, count);
        to += count;
        return true;
    }

    int length() {
        return to - from;
    }

    /// The memory that it takes.
    int held() {
        return ours ? bytes.length : to - from;
    }

    Slice slice() {
        return new Slice(bytes, from, to);
    }
}
