package dev.kiban.gateway.proxy;

import dev.kiban.definition.RouteLimits;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.GrpcCode;

/// Reads the body of a request before an upstream is called, so that a slow client holds none. Of a
/// body that is larger than the route keeps, the beginning; the rest is passed on as it comes.
final class BodyAhead implements ExchangeEvents {
    private static final Failure TOO_SLOW =
            Failure.of(408, GrpcCode.DEADLINE_EXCEEDED, "the request body did not come in time");

    private final Request request;
    private final RouteLimits limits;
    private final Next next;
    private final BodyBuffer body;
    private long lastProgressNanos = System.nanoTime();
    private boolean over;

    /// What comes after the body.
    interface Next {

        /// It is here, or as much of it as is kept.
        void call(Slice body, boolean whole);

        void fail(Failure failure);

        /// The process has no room for it.
        void refuse();

        /// The client has left.
        void leave();
    }

    BodyAhead(Request request, RouteLimits limits, Next next) {
        this.request = request;
        this.limits = limits;
        this.next = next;
        this.body = new BodyBuffer(limits.requestBytes());
    }

    void begin() {
        request.exchange().listen(this);
        request.goOn();
        if (BodySize.isAwaited(request.headers())) {
            request.exchange().sendContinue();
        }
    }

    /// Whether the body still comes.
    boolean isUnderWay() {
        return !over;
    }

    long lastProgressNanos() {
        return lastProgressNanos;
    }

    /// Nothing has come for as long as the route allows.
    void tooLate() {
        fail(TOO_SLOW);
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (over) {
            return;
        }
        lastProgressNanos = System.nanoTime();
        request.received(to - from);
        if (!body.add(bytes, from, to)) {
            fail(Failure.requestTooLarge(limits.requestBytes()));
        } else if (!request.keeps(body)) {
            over = true;
            next.refuse();
        } else if (body.length() >= limits.bufferedBytes()) {
            over = true;
            next.call(body.slice(), false);
        }
    }

    @Override
    public void ended() {
        if (!over) {
            over = true;
            next.call(body.slice(), true);
        }
    }

    @Override
    public void writable() {}

    @Override
    public void gone() {
        if (!over) {
            over = true;
            next.leave();
        }
    }

    private void fail(Failure failure) {
        over = true;
        next.fail(failure);
    }
}
