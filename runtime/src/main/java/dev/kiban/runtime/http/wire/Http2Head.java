package dev.kiban.runtime.http.wire;

/// The head of a request on HTTP/2 (RFC 9113, 8.3.1).
///
/// @param authority cheapest to send if it is the same {@link io.netty.util.AsciiString} each time
/// @param target path and query, encoded
public record Http2Head(
        String method, boolean secure, CharSequence authority, String target, FieldList fields) {}
