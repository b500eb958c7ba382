package dev.kiban.gateway.proxy;

import dev.kiban.definition.WebSockets;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.balance.Attempts;
import dev.kiban.gateway.balance.Caller;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request for a WebSocket. It goes to the backend as any other; if that agrees (101), the two
/// connections become one, and what is said on it is passed on as it comes, no faster than either
/// side takes it. Else its answer is an answer.
///
/// What goes through is bytes: nobody here looks at frames. The tunnel ends when either side
/// leaves, or when nothing has come for too long.
final class WebSocketTunnel {
    private static final int SWITCHING_PROTOCOLS = 101;

    private static final Failure TOO_MANY =
            Failure.of(GrpcCode.UNAVAILABLE, "too many WebSockets of this route are open");

    private final Request request;
    private final Exchange exchange;
    private final HttpTarget target;
    private final WebSockets allowed;
    private final Tunnels tunnels;
    private final Attempts attempts;
    private @Nullable Call call;
    private @Nullable Deadline deadline;
    private boolean open;
    private boolean over;
    private long lastNanos = System.nanoTime();

    WebSocketTunnel(Request request, HttpTarget target, WebSockets allowed) {
        this.request = request;
        this.exchange = request.exchange();
        this.target = target;
        this.allowed = allowed;
        this.tunnels = request.gateway().tunnels();
        this.attempts = request.upstream().attempts(new ToClient(), Repeats.of(target, "GET"));
    }

    void begin() {
        if (!tunnels.enter(target.terms().route(), allowed.atMost())) {
            Answers.refusal(request, target, TOO_MANY);
            return;
        }
        watch(target.timeout());
        exchange.listen(new FromClient());
        attempts.begin();
        request.goOn();
    }

    private void watch(Duration time) {
        if (deadline != null) {
            deadline.cancel();
        }
        deadline = request.gateway().deadlines().after(time, this::check);
    }

    private void check() {
        if (over) {
            return;
        }
        Duration atMost = open ? allowed.idleTimeout() : target.timeout();
        long leftNanos = atMost.toNanos() - (System.nanoTime() - lastNanos);
        if (leftNanos > 0) {
            watch(Duration.ofNanos(leftNanos));
        } else if (open) {
            attempts.cancel();
            close();
        } else {
            attempts.tooLate();
            fail(Failure.TIMED_OUT);
        }
    }

    /// Ends the client's side, once what is on its way to it has gone out.
    private void close() {
        end();
        exchange.end();
        request.end();
    }

    private void fail(Failure failure) {
        end();
        Answers.status(request, failure);
    }

    private void end() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
        tunnels.leave(target.terms().route());
        if (open) {
            request.gateway().tunnelClosed(target);
        }
    }

    private void progress() {
        lastNanos = System.nanoTime();
    }

    private final class FromClient implements ExchangeEvents {
        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (over || !open || call == null) {
                return;
            }
            progress();
            request.received(to - from);
            call.write(bytes, from, to);
            if (call.isFull()) {
                exchange.pause();
            }
        }

        /// That of the request. The connection goes on.
        @Override
        public void ended() {}

        @Override
        public void writable() {
            if (!over && call != null) {
                progress();
                call.resume();
            }
        }

        @Override
        public void gone() {
            if (over) {
                return;
            }
            end();
            attempts.cancel();
            if (open) {
                request.end();
            } else {
                request.gone();
            }
        }
    }

    private final class ToClient implements Caller {
        @Override
        public boolean isWaiting() {
            return !over;
        }

        @Override
        public boolean isRepeatable() {
            return !exchange.isHeadSent();
        }

        @Override
        public void ready(Call ready) {
            call = ready;
            request.called(ready);
            progress();
            HttpForward.fillHead(request, target, ready);
            Headers headers = ready.headers();
            headers.set(Names.CONNECTION, Names.UPGRADE);
            headers.set(Names.UPGRADE, Upgrade.WEBSOCKET);
            ready.connect();
        }

        @Override
        public void refused(CallFault fault) {
            call = null;
            fail(Failure.ofHttp(fault));
        }

        @Override
        public void head(int status, Headers headers) {
            progress();
            request.answers(status);
            exchange.status(status);
            ForwardedHeaders.ofReply(headers, request);
            if (status == SWITCHING_PROTOCOLS) {
                open = true;
                request.gateway().tunnelOpened(target);
                watch(allowed.idleTimeout());
                exchange.headers().set(Names.UPGRADE, Upgrade.WEBSOCKET);
                exchange.switchProtocols();
            } else {
                exchange.sendHead();
            }
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {
            progress();
            request.sent(to - from);
            exchange.write(bytes, from, to);
            if (exchange.isFull() && call != null) {
                call.pause();
            }
        }

        @Override
        public void ended(Headers trailers) {
            if (!over) {
                request.replied();
                close();
            }
        }

        @Override
        public void writable() {
            progress();
            exchange.resume();
        }

        @Override
        public void failed(CallFault fault) {
            if (!over) {
                fail(Failure.ofHttp(fault));
            }
        }
    }
}
