package dev.kiban.runtime.http;

/// The head of a request on HTTP/2 (RFC 9113, 8.3.1).
record Http2Head(
        String method, boolean secure, CharSequence authority, String target, HeaderList fields) {}
