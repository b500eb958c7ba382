package dev.kiban.runtime.http;

/// A part of a request's body on its way out.
final class Http2Piece {
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean last;

    /// @param last whether the request ends with it
    Http2Piece(byte[] bytes, int from, int to, boolean last) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.last = last;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int length() {
        return to - from;
    }

    boolean isLast() {
        return last;
    }

    Http2Piece from(int rest) {
        return new Http2Piece(bytes, rest, to, last);
    }
}
