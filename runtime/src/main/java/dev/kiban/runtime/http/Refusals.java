package dev.kiban.runtime.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// Answers what is no HTTP, in the words of the handler, and closes the connection: where the next
/// request would begin is anybody's guess.
final class Refusals {
    private final ExchangeHandler handler;

    Refusals(ExchangeHandler handler) {
        this.handler = handler;
    }

    /// Nothing was answered yet.
    void refuse(HttpServerRequest request, int status) {
        ExchangeHandler.RefusedRequest refused = handler.refuse(status);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, refused.contentType())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(refused.body())
                .onComplete(_ -> request.connection().close());
    }
}
