package dev.kiban.gateway.proxy;

import dev.kiban.gateway.balance.Attempts;
import dev.kiban.gateway.balance.Caller;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Slice;
import org.jspecify.annotations.Nullable;

/// Passes bytes on between a client and an upstream, both ways at once, no faster than either side
/// takes them. What the heads and the ends look like is for its {@link Rules} to say.
final class Relay {
    private static final Slice NOTHING = Slice.of(new byte[0]);

    private final Request request;
    private final Exchange exchange;
    private final Rules rules;
    private final Attempts attempts;
    private @Nullable Call call;
    private final @Nullable KeptBody kept;
    private Slice ahead = NOTHING;
    private boolean hasBody;
    private boolean bodyEnded;
    private boolean answered;
    private boolean over;
    private long lastProgressNanos;

    Relay(Request request, Rules rules, Repeats repeats) {
        this.request = request;
        this.exchange = request.exchange();
        this.rules = rules;
        this.attempts = request.upstream().attempts(new ToClient(), repeats);
        this.kept = repeats.keepsBodies() ? new KeptBody() : null;
    }

    /// What makes one kind of traffic differ from another.
    interface Rules {

        /// Fills in the head of the call.
        void ask(Call call);

        /// Whether a body may have this size.
        boolean mayHave(long bodyBytes);

        /// Fills in the head of the answer, and sends it.
        void answer(int status, Headers reply);

        /// Ends the answer.
        void end(Headers trailers);

        /// Answers with a failure, as far as that is still possible.
        void fail(Failure failure);

        /// Why there is no reply.
        Failure failure(CallFault fault);
    }

    void begin() {
        begin(NOTHING, false);
    }

    /// @param body what has come of it
    /// @param whole whether that is all
    void begin(Slice body, boolean whole) {
        ahead = body;
        bodyEnded = whole;
        lastProgressNanos = System.nanoTime();
        exchange.listen(new FromClient());
        attempts.begin();
        if (call == null && !over) {
            exchange.pause();
        } else {
            request.goOn();
        }
    }

    /// When something last happened on either side.
    long lastProgressNanos() {
        return lastProgressNanos;
    }

    /// Whether the head of the answer is on its way.
    boolean isAnswered() {
        return answered;
    }

    /// The upstream takes too long, by what the route says.
    void tooLate() {
        if (bodyEnded && !answered) {
            attempts.tooLate();
        }
        fail(Failure.TIMED_OUT);
    }

    /// Ends both sides.
    void fail(Failure failure) {
        if (over) {
            return;
        }
        over = true;
        attempts.cancel();
        rules.fail(failure);
    }

    private void progress() {
        lastProgressNanos = System.nanoTime();
    }

    private final class FromClient implements ExchangeEvents {
        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (over || call == null) {
                return;
            }
            progress();
            hasBody = true;
            request.received(to - from);
            if (!rules.mayHave(request.requestBytes())) {
                fail(Failure.requestTooLarge(request.requestBytes()));
                return;
            }
            if (kept != null) {
                kept.add(bytes, from, to);
            }
            call.write(bytes, from, to);
            if (call.isFull()) {
                exchange.pause();
            }
        }

        @Override
        public void ended() {
            bodyEnded = true;
            if (call != null && !over) {
                progress();
                call.end();
            }
        }

        @Override
        public void writable() {
            if (call != null && !over) {
                progress();
                call.resume();
            }
        }

        @Override
        public void gone() {
            if (!over) {
                over = true;
                attempts.cancel();
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
            return bodyEnded && !answered && (!hasBody || (kept != null && kept.isWhole()));
        }

        @Override
        public void ready(Call ready) {
            boolean waited = call == null;
            call = ready;
            request.called(ready);
            progress();
            rules.ask(ready);
            if (ahead.length() > 0) {
                ready.write(ahead.array(), ahead.from(), ahead.to());
            }
            if (bodyEnded) {
                if (kept != null) {
                    kept.send(ready);
                }
                ready.end();
            } else if (waited) {
                exchange.resume();
            }
        }

        @Override
        public void refused(CallFault fault) {
            call = null;
            fail(rules.failure(fault));
        }

        @Override
        public void head(int status, Headers headers) {
            progress();
            answered = true;
            request.answers(status);
            rules.answer(status, headers);
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
            over = true;
            request.replied();
            rules.end(trailers);
        }

        @Override
        public void writable() {
            progress();
            exchange.resume();
        }

        @Override
        public void failed(CallFault fault) {
            over = true;
            rules.fail(rules.failure(fault));
        }
    }
}
