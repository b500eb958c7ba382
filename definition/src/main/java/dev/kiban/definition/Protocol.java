package dev.kiban.definition;

/// What an upstream speaks.
public enum Protocol {
    /// gRPC over HTTP/2.
    GRPC,
    /// HTTP/1.1.
    HTTP
}
