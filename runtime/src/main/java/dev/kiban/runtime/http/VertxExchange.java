package dev.kiban.runtime.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;

/// An exchange on a Vert.x server.
final class VertxExchange implements Exchange {
    private static final long RESET_NO_ERROR = 0;
    private static final long RESET_INTERNAL_ERROR = 2;
    private static final int MALFORMED = 400;
    private static final int NOWHERE = -1;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ClientConnection connection;
    private final Refusals refusals;
    private final boolean http2;
    private ExchangeEvents events = NobodyListens.INSTANCE;
    private boolean listening;
    private boolean headSent;
    private boolean ended;
    private boolean gone;
    private boolean over;
    private boolean drainHandled;
    private int waitingAt = NOWHERE;
    private long stalledAtNanos;

    VertxExchange(HttpServerRequest request, ClientConnection connection, Refusals refusals) {
        this.request = request;
        this.response = request.response();
        this.connection = connection;
        this.refusals = refusals;
        this.http2 = request.version() == HttpVersion.HTTP_2;
        request.exceptionHandler(this::broke);
        response.exceptionHandler(this::broke);
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
        if (!http2) {
            return requestHeaders().get(HttpHeaders.HOST, "");
        }
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    @Override
    public boolean isHttp2() {
        return http2;
    }

    @Override
    public boolean isSecure() {
        return request.isSSL();
    }

    @Override
    public String clientAddress() {
        return connection.clientAddress();
    }

    @Override
    public Headers requestHeaders() {
        return new VertxHeaders(request.headers());
    }

    @Override
    public void listen(ExchangeEvents to) {
        events = to;
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
            prepareHead();
            frameByChunks();
            response.writeHead();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        if (isOpen()) {
            if (!headSent) {
                prepareHead();
                frameByChunks();
            }
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
            prepareHead();
            ended = true;
            finish(response.end(), 0);
        }
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (isOpen()) {
            prepareHead();
            ended = true;
            finish(response.end(Bytes.wrap(bytes, from, to)), to - from);
        }
    }

    @Override
    public boolean isHeadSent() {
        return headSent;
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void abort() {
        if (!isOpen()) {
            return;
        }
        ended = true;
        if (http2) {
            response.reset(RESET_INTERNAL_ERROR);
        } else {
            connection.close();
        }
        over();
    }

    // Its place among those that wait for their clients, which ClientConnections keep.

    boolean isWaiting() {
        return waitingAt >= 0;
    }

    int waitingAt() {
        return waitingAt;
    }

    void waitAt(int place, long untilNanos) {
        waitingAt = place;
        stalledAtNanos = untilNanos;
    }

    void moveTo(int place) {
        waitingAt = place;
    }

    void waitNoMore() {
        waitingAt = NOWHERE;
    }

    /// A client that does not take its answer is told nothing any more; its upstream hears of it
    /// through `gone`.
    void cutIfStalled(long nowNanos) {
        if (nowNanos - stalledAtNanos < 0) {
            return;
        }
        connection.all().waitsNoMore(this);
        if (http2) {
            response.reset(RESET_INTERNAL_ERROR);
        } else {
            connection.close();
        }
        left();
    }

    private boolean isOpen() {
        return !ended && !gone;
    }

    private void prepareHead() {
        if (headSent) {
            return;
        }
        headSent = true;
        if (!http2 && (isBodyUnread() || connection.all().isDraining() || asksToClose())) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            connection.ending();
        }
    }

    /// A body whose length is not known needs chunks on HTTP/1.1; HTTP/2 has frames anyway.
    private void frameByChunks() {
        if (!http2 && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
    }

    private void finish(Future<Void> sent, long bytes) {
        if (sent.isComplete()) {
            over();
        } else {
            connection.all().waits(this, bytes);
            sent.onComplete(_ -> over());
        }
        if (http2) {
            sent.onComplete(_ -> refuseRest());
        } else if (isBodyUnread()) {
            sent.onComplete(_ -> connection.closeSoon());
        } else if (asksToClose()) {
            sent.onComplete(_ -> connection.close());
        }
    }

    /// Tells an HTTP/2 client that is still sending to stop; the answer stays valid.
    private void refuseRest() {
        if (!request.isEnded()) {
            response.reset(RESET_NO_ERROR);
        }
    }

    private boolean asksToClose() {
        String tokens = requestHeaders().get(HttpHeaders.CONNECTION, "");
        return !tokens.isEmpty() && tokens.toLowerCase(Locale.ROOT).contains("close");
    }

    private boolean isBodyUnread() {
        return !request.isEnded()
                && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || !"0".equals(requestHeaders().get(HttpHeaders.CONTENT_LENGTH, "0")));
    }

    private void received(Buffer buffer) {
        if (isOpen()) {
            try {
                Bytes.unwrap(buffer, events);
            } catch (RuntimeException fault) {
                throw broken(fault);
            }
        }
    }

    private void receivedAll() {
        if (isOpen()) {
            try {
                events.ended();
            } catch (RuntimeException fault) {
                throw broken(fault);
            }
        }
    }

    private void drained() {
        connection.all().waitsNoMore(this);
        if (isOpen()) {
            try {
                events.writable();
            } catch (RuntimeException fault) {
                throw broken(fault);
            }
        }
    }

    /// A fault of the program must leave neither client nor upstream waiting. The loop logs it.
    private RuntimeException broken(RuntimeException fault) {
        abort();
        events.gone();
        return fault;
    }

    /// The connection broke, or what came on it is no HTTP any more; Vert.x closes it then.
    private void broke(Throwable cause) {
        boolean malformed =
                cause instanceof DecoderException || cause instanceof IllegalArgumentException;
        if (malformed && !http2 && isOpen() && !headSent) {
            refusals.refuse(request, MALFORMED);
            connection.flush();
        }
        left();
    }

    private void left() {
        if (!isOpen()) {
            over();
            return;
        }
        gone = true;
        connection.all().left();
        over();
        events.gone();
    }

    private void over() {
        if (!over) {
            over = true;
            connection.all().waitsNoMore(this);
            connection.end();
        }
    }

    /// For exchanges that are answered without looking at their body.
    private enum NobodyListens implements ExchangeEvents {
        INSTANCE;

        @Override
        public void bytes(byte[] bytes, int from, int to) {}

        @Override
        public void ended() {}

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }
}
