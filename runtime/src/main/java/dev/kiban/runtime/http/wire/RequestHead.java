package dev.kiban.runtime.http.wire;

/// The head of a request of HTTP/1.1, but for its fields.
///
/// @param target as the client sent it, still encoded
/// @param hasChunks whether the client understands an answer in chunks, which one of HTTP/1.0 does
/// not
/// @param hasBody whether bytes follow, or chunks
/// @param keepsAlive whether another request may follow on the connection
public record RequestHead(
        String method, String target, boolean hasChunks, boolean hasBody, boolean keepsAlive) {}
