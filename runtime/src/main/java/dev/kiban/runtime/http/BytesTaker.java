package dev.kiban.runtime.http;

/// Takes a body, part by part.
public interface BytesTaker {

    /// A part of the body. The bytes do not change afterwards and may be kept.
    void bytes(byte[] bytes, int from, int to);
}
