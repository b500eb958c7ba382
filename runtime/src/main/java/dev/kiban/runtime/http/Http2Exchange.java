package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;

/// An exchange on a stream of a Vert.x server.
final class Http2Exchange extends ClientExchange {
    private static final long RESET_NO_ERROR = 0;
    private static final long RESET_INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Http2Client connection;
    private boolean listening;
    private boolean headSent;
    private boolean drainHandled;

    Http2Exchange(HttpServerRequest request, Http2Client connection) {
        super(connection);
        this.request = request;
        this.response = request.response();
        this.connection = connection;
        request.exceptionHandler(_ -> left());
        response.exceptionHandler(_ -> left());
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public String authority() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    @Override
    public boolean isHttp2() {
        return true;
    }

    @Override
    public boolean isSecure() {
        return request.isSSL();
    }

    @Override
    public Headers requestHeaders() {
        return new VertxHeaders(request.headers());
    }

    @Override
    public void listen(ExchangeEvents to) {
        super.listen(to);
        if (!listening) {
            listening = true;
            request.handler(this::received);
            request.endHandler(_ -> receivedAll());
        }
    }

    @Override
    public void pause() {
        if (!request.isEnded()) {
            request.pause();
        }
    }

    @Override
    public void resume() {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    @Override
    public void sendContinue() {
        response.writeContinue();
    }

    @Override
    public void status(int status) {
        response.setStatusCode(status);
    }

    @Override
    public Headers headers() {
        return new VertxHeaders(response.headers());
    }

    @Override
    public Headers trailers() {
        return new VertxHeaders(response.trailers());
    }

    @Override
    public void sendHead() {
        if (isOpen() && !headSent) {
            headSent = true;
            response.writeHead();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        if (isOpen()) {
            headSent = true;
            connection.served();
            response.write(Bytes.wrap(bytes, from, to));
        }
    }

    @Override
    public boolean isFull() {
        if (!isOpen() || !response.writeQueueFull()) {
            return false;
        }
        if (!drainHandled) {
            drainHandled = true;
            response.drainHandler(_ -> drained());
        }
        connection.all().waits(this, 0);
        return true;
    }

    @Override
    public void end() {
        if (isOpen()) {
            finish(response.end(), 0);
        }
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (isOpen()) {
            finish(response.end(Bytes.wrap(bytes, from, to)), to - from);
        }
    }

    @Override
    public boolean isHeadSent() {
        return headSent;
    }

    @Override
    void cut() {
        response.reset(RESET_INTERNAL_ERROR);
    }

    private void finish(Future<Void> sent, long bytes) {
        headSent = true;
        connection.served();
        answered();
        if (sent.isComplete()) {
            over();
        } else {
            connection.all().waits(this, bytes);
            sent.onComplete(_ -> over());
        }
        sent.onComplete(_ -> refuseRest());
    }

    /// Tells a client that is still sending to stop; the answer stays valid.
    private void refuseRest() {
        if (!request.isEnded()) {
            response.reset(RESET_NO_ERROR);
        }
    }

    private void received(Buffer buffer) {
        Bytes.unwrap(buffer, this::received);
    }
}
