package dev.kiban.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// A call on an HTTP/1.1 connection of Vert.x.
final class Http1Call implements Call {
    private static final long RESET_CANCEL = 8;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final HttpClientRequest request;
    private final Http1Connection connection;
    private final CallEvents events;
    private @Nullable HttpClientResponse response;
    private boolean headSent;
    private boolean requestEnded;
    private boolean paused;
    private boolean over;
    private boolean drainHandled;
    private boolean asksForAll;
    private boolean hasAll;

    Http1Call(HttpClientRequest request, Http1Connection connection, CallEvents events) {
        this.request = request;
        this.connection = connection;
        this.events = events;
        request.exceptionHandler(this::broke);
        request.response().onComplete(this::answered, this::broke);
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public void ask(String method, String target) {
        request.setMethod(HttpMethod.valueOf(method)).setURI(target);
    }

    @Override
    public void authority(String authority) {
        request.putHeader(HttpHeaders.HOST, authority);
    }

    @Override
    public Headers headers() {
        return new VertxHeaders(request.headers());
    }

    @Override
    public void sendHead() {
        if (isSending() && !headSent) {
            frameByChunks();
            request.sendHead();
        }
    }

    @Override
    public void connect() {
        if (isSending() && !headSent) {
            headSent = true;
            asksForAll = true;
            request.connect();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        if (isSending()) {
            frameByChunks();
            request.write(Bytes.wrap(bytes, from, to));
        }
    }

    @Override
    public boolean isFull() {
        if (!isSending() || !request.writeQueueFull()) {
            return false;
        }
        if (!drainHandled) {
            drainHandled = true;
            request.drainHandler(_ -> drained());
        }
        return true;
    }

    @Override
    public void end() {
        if (isSending()) {
            requestEnded = true;
            request.end();
        }
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (isSending()) {
            requestEnded = true;
            request.end(Bytes.wrap(bytes, from, to));
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (response != null && !over) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (response != null && !over) {
            response.resume();
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (headSent || requestEnded) {
            giveUp();
        } else {
            connection.giveBack(request);
        }
    }

    private boolean isSending() {
        return !over && !requestEnded;
    }

    /// A body whose length is not known needs chunks.
    private void frameByChunks() {
        if (!headSent) {
            headSent = true;
            if (!request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                request.setChunked(true);
            }
        }
    }

    private void answered(HttpClientResponse head) {
        if (over) {
            return;
        }
        response = head;
        hasAll = asksForAll && head.statusCode() == SWITCHING_PROTOCOLS;
        if (hasAll || endsConnection(head)) {
            connection.retire();
        }
        head.handler(this::received);
        head.endHandler(_ -> ended(head));
        head.exceptionHandler(this::broke);
        if (paused) {
            head.pause();
        }
        try {
            events.head(head.statusCode(), new VertxHeaders(head.headers()));
        } catch (RuntimeException fault) {
            throw broken(fault);
        }
    }

    private void received(Buffer buffer) {
        if (over) {
            return;
        }
        try {
            Bytes.unwrap(buffer, events);
        } catch (RuntimeException fault) {
            throw broken(fault);
        }
    }

    private static boolean endsConnection(HttpClientResponse head) {
        String connection = head.getHeader(HttpHeaders.CONNECTION);
        if (head.version() == HttpVersion.HTTP_1_0) {
            return !"keep-alive".equalsIgnoreCase(connection);
        }
        return connection != null
                && connection.toLowerCase(java.util.Locale.ROOT).contains("close");
    }

    private void ended(HttpClientResponse head) {
        if (over) {
            return;
        }
        over = true;
        if (requestEnded) {
            connection.release();
        } else {
            giveUp();
        }
        try {
            events.ended(new VertxHeaders(head.trailers()));
        } catch (RuntimeException fault) {
            throw broken(fault);
        }
    }

    private void drained() {
        if (!isSending()) {
            return;
        }
        try {
            events.writable();
        } catch (RuntimeException fault) {
            throw broken(fault);
        }
    }

    /// A fault of the program must leave neither origin nor client waiting. The loop logs it.
    private RuntimeException broken(RuntimeException fault) {
        cancel();
        events.failed(new CallFault(CallFault.Kind.INTERNAL, "fault in this program"));
        return fault;
    }

    private void broke(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        if (hasAll) {
            connection.abandon();
            events.ended(new HeaderList());
            return;
        }
        boolean stale = response == null && connection.wasUsed();
        if (stale) {
            connection.abandonStale();
        } else {
            connection.abandon();
        }
        events.failed(CallFault.of(cause, address(), stale));
    }

    private void giveUp() {
        request.reset(RESET_CANCEL);
        connection.abandon();
    }
}
