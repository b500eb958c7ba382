package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Slice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request to an HTTP upstream, passed on as it comes.
///
/// The route's timeout limits how long nothing happens, so that a long download is not cut off.
final class HttpForward implements Relay.Rules, BodyAhead.Next {
    private final Request request;
    private final Exchange exchange;
    private final HttpTarget target;
    private final Relay relay;
    private final @Nullable BodyAhead ahead;
    private @Nullable Deadline deadline;

    HttpForward(Request request, HttpTarget target) {
        this.request = request;
        this.exchange = request.exchange();
        this.target = target;
        this.relay = new Relay(request, this, Repeats.of(target, exchange.method()));
        this.ahead =
                target.limits().bufferedBytes() > 0
                        ? new BodyAhead(request, target.limits(), this)
                        : null;
    }

    void begin() {
        int limit = target.limits().requestBytes();
        if (BodySize.isAnnouncedOver(limit, request.headers())) {
            Answers.status(request, Failure.requestTooLarge(limit));
            return;
        }
        watch(target.timeout());
        if (request.isMirrored()) {
            request.canBeCopied(target, new WithoutBody());
        }
        if (ahead == null) {
            relay.begin();
        } else {
            ahead.begin();
        }
    }

    // What becomes of a body that is read before the upstream is called.

    @Override
    public void call(Slice body, boolean whole) {
        relay.begin(body, whole);
    }

    @Override
    public void refuse() {
        unwatch();
        Answers.noRoom(request, target);
    }

    @Override
    public void leave() {
        unwatch();
        request.gone();
    }

    // What goes over the wire.

    @Override
    public void ask(Call call) {
        fillHead(request, target, call);
        if (BodySize.isAwaited(request.headers())) {
            call.headers().remove(Names.EXPECT);
            if (ahead == null) {
                exchange.sendContinue();
            }
        }
    }

    /// The head of a request, as its upstream is to get it.
    static void fillHead(Request request, HttpTarget target, Call call) {
        Exchange exchange = request.exchange();
        Headers headers = call.headers();
        call.ask(exchange.method(), target.upstreamTarget(request.target()));
        ForwardedHeaders.ofRequest(request.headers(), headers);
        headers.remove(Names.HOST);
        if (!exchange.authority().isEmpty()) {
            call.authority(exchange.authority());
        }
        ForwardedHeaders.sayWhoAsked(request, headers);
        ForwardedHeaders.sayWhoCalls(request, headers);
        ForwardedHeaders.sayForwarded(exchange, headers);
        Tracing.carryOn(request.trace(), headers);
    }

    @Override
    public boolean mayHave(long bodyBytes) {
        return bodyBytes <= target.limits().requestBytes();
    }

    @Override
    public void answer(int status, Headers reply) {
        exchange.status(status);
        ForwardedHeaders.ofReply(reply, request);
        exchange.sendHead();
    }

    @Override
    public void end(Headers trailers) {
        unwatch();
        exchange.end();
        request.end();
    }

    @Override
    public void fail(Failure failure) {
        unwatch();
        Answers.status(request, failure);
    }

    @Override
    public Failure failure(CallFault fault) {
        return Failure.ofHttp(fault);
    }

    private void watch(Duration time) {
        deadline = request.gateway().deadlines().after(time, this::check);
    }

    private void unwatch() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private void check() {
        if (request.isOver()) {
            return;
        }
        BodyAhead body = ahead != null && ahead.isUnderWay() ? ahead : null;
        long quietNanos =
                System.nanoTime()
                        - (body == null ? relay.lastProgressNanos() : body.lastProgressNanos());
        long leftNanos = target.timeout().toNanos() - quietNanos;
        if (leftNanos > 0) {
            watch(Duration.ofNanos(leftNanos));
        } else if (body == null) {
            relay.tooLate();
        } else {
            body.tooLate();
        }
    }

    /// What can be sent again: a request whose body was not kept is only its head.
    private final class WithoutBody implements Copy.Content {
        private static final byte[] NOTHING = new byte[0];

        @Override
        public boolean isWhole() {
            return request.requestBytes() == 0 && !BodySize.isAwaited(request.headers());
        }

        @Override
        public void ask(Call call) {
            HttpForward.this.ask(call);
        }

        @Override
        public byte[] body() {
            return NOTHING;
        }
    }
}
