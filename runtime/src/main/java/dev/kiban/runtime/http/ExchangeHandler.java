package dev.kiban.runtime.http;

/// Takes each request of a listener, on the loop of its connection.
public interface ExchangeHandler {
    void handle(Exchange exchange);

    /// A request that is no HTTP. The transport answers with this body and closes the connection.
    ///
    /// @param status the HTTP status of the refusal: 400, 414, 431 or 505
    RefusedRequest refuse(int status);

    /// The body of a refusal that the transport sends itself.
    record RefusedRequest(String contentType, String body) {}
}
