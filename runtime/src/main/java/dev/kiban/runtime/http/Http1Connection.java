package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to an origin, of Vert.x: one call at a time.
final class Http1Connection extends OriginConnection {
    private static final RequestOptions NOTHING_YET = new RequestOptions();

    private final HttpClientConnection connection;

    /// A stream on which nothing was sent. The library does not take it back, so the next call gets
    /// it.
    private @Nullable HttpClientRequest spare;

    private boolean used;
    private long idleSinceNanos = System.nanoTime();

    Http1Connection(Origin origin, HttpClientConnection connection) {
        super(origin);
        this.connection = connection;
        connection.closeHandler(_ -> retire());
        connection.exceptionHandler(_ -> {});
    }

    @Override
    int mostCalls() {
        return 1;
    }

    @Override
    void hand(CallWaiter waiter) {
        HttpClientRequest unused = spare;
        if (unused != null) {
            spare = null;
            hand(unused, waiter);
            return;
        }
        Future<HttpClientRequest> stream = connection.request(NOTHING_YET);
        if (stream.succeeded()) {
            hand(stream.result(), waiter);
        } else {
            stream.onComplete(ready -> hand(ready, waiter), cause -> notLeased(waiter, cause));
        }
    }

    @Override
    void close() {
        connection.close();
    }

    @Override
    void closeIfIdle(long sinceNanos) {
        if (calls() == 0 && idleSinceNanos - sinceNanos < 0) {
            retire();
            close();
        }
    }

    /// The call has ended and left the connection fit for another.
    @Override
    void release() {
        used = true;
        idleSinceNanos = System.nanoTime();
        super.release();
    }

    /// The call has ended, and with it the connection.
    void abandon() {
        retire();
        close();
        release();
    }

    /// The other side had closed it while it was idle, and so, most likely, those that were idle
    /// for longer: whoever tries again is not to get one of them.
    void abandonStale() {
        long idleSince = idleSinceNanos;
        abandon();
        doubtIdle(idleSince);
    }

    /// Nothing was sent on the stream.
    void giveBack(HttpClientRequest stream) {
        stream.headers().clear();
        spare = stream;
        release();
    }

    /// Whether an earlier call went well. If the next one fails at once, the other side had closed
    /// the connection by then.
    boolean wasUsed() {
        return used;
    }

    private void hand(HttpClientRequest stream, CallWaiter waiter) {
        if (waiter.isWaiting()) {
            waiter.ready(new Http1Call(stream, this, waiter.events()));
        } else {
            giveBack(stream);
        }
    }

    private void notLeased(CallWaiter waiter, Throwable cause) {
        retire();
        release();
        if (waiter.isWaiting()) {
            waiter.refused(
                    new CallFault(
                            CallFault.Kind.NOT_CONNECTED,
                            "lost the connection to "
                                    + address()
                                    + ": "
                                    + CallFault.reason(cause)));
        }
    }
}
