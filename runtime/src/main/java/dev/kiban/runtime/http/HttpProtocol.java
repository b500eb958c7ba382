package dev.kiban.runtime.http;

/// How to speak to an origin. Nothing is negotiated in plain text: HTTP/2 is by prior knowledge.
public enum HttpProtocol {
    HTTP_1_1,
    HTTP_2
}
