package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A part of a byte array, not copied.
public final class Slice {

    final byte[] bytes;
    final int from;
    final int to;

    /// @param to the index after the last byte
    public Slice(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    public static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    public static Slice utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] array() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    /// The bytes as UTF-8 text, for messages and tests.
    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
