package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayDeque;
import java.util.Deque;

/// One connection to an origin, and how many calls it has.
final class OriginConnection {
    private static final RequestOptions NOTHING_YET = new RequestOptions();

    private final Origin origin;
    private final HttpClientConnection connection;

    /// Streams on which nothing was sent. The library does not take one back, so the next call gets
    /// it.
    private final Deque<HttpClientRequest> spare = new ArrayDeque<>();

    private int calls;
    private int callsBefore;
    private int lastStreamId = Integer.MAX_VALUE;
    private boolean usable = true;
    private boolean listed;
    private long idleSinceNanos = System.nanoTime();

    OriginConnection(Origin origin, HttpClientConnection connection) {
        this.origin = origin;
        this.connection = connection;
        connection.closeHandler(_ -> retire());
        connection.exceptionHandler(_ -> {});
        if (origin.isMultiplexed()) {
            connection.shutdownHandler(_ -> retire());
            connection.goAwayHandler(goAway -> lastStreamId = goAway.getLastStreamId());
        }
    }

    int calls() {
        return calls;
    }

    boolean hasRoom() {
        return usable && calls < (origin.isMultiplexed() ? connection.maxActiveStreams() : 1);
    }

    /// Whether it stands in the origin's list of connections with room.
    boolean isListed() {
        return listed;
    }

    void listed(boolean now) {
        listed = now;
    }

    void lease(CallWaiter waiter) {
        calls++;
        if (!spare.isEmpty()) {
            hand(spare.remove(), waiter);
            return;
        }
        Future<HttpClientRequest> stream = connection.request(NOTHING_YET);
        if (stream.succeeded()) {
            hand(stream.result(), waiter);
        } else {
            stream.onComplete(ready -> hand(ready, waiter), cause -> notLeased(waiter, cause));
        }
    }

    /// The call has ended and left the connection fit for another.
    void release() {
        calls--;
        callsBefore++;
        idleSinceNanos = System.nanoTime();
        origin.released(this);
    }

    /// The call has ended, and with it the connection, if it was its only one.
    void abandon() {
        if (!origin.isMultiplexed()) {
            retire();
            connection.close();
        }
        release();
    }

    /// Nothing was sent on the stream.
    void giveBack(HttpClientRequest stream) {
        stream.headers().clear();
        spare.add(stream);
        release();
    }

    /// Takes no more calls.
    void retire() {
        if (usable) {
            usable = false;
            origin.lost(this);
        }
    }

    boolean isMultiplexed() {
        return origin.isMultiplexed();
    }

    /// Whether an earlier call went well. If the next one fails at once, the other side had closed
    /// the connection by then.
    boolean wasUsed() {
        return callsBefore > 0;
    }

    /// Whether the origin has not said that it leaves this stream out when it goes away.
    boolean processes(int streamId) {
        return streamId <= lastStreamId;
    }

    String address() {
        return origin.settings().address();
    }

    void closeIfIdle(long sinceNanos) {
        if (calls == 0 && idleSinceNanos - sinceNanos < 0) {
            retire();
            connection.close();
        }
    }

    private void hand(HttpClientRequest stream, CallWaiter waiter) {
        if (waiter.isWaiting()) {
            waiter.ready(new VertxCall(stream, this, waiter.events()));
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
