package dev.kiban.gateway.balance;

import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallEvents;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.CallWaiter;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way of one request to an endpoint, and to others if that one fails it.
///
/// An endpoint that cannot be reached has seen nothing, so the next one is asked; that is no
/// repeat. What has been sent is sent again only as its {@link Repeats} and the budget of the
/// upstream allow, and only while nothing of an answer has gone out. What became of each attempt is
/// noted of its endpoint.
public final class Attempts implements CallWaiter, CallEvents {
    /// Endpoints that are asked in vain for a connection before the request fails.
    private static final int MAX_UNREACHED = 5;

    /// An answer that is thrown away is read to its end, so that its connection can be used again;
    /// not if it is larger than this.
    private static final int MAX_THROWN_BYTES = 64 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final CallFault NOBODY =
            new CallFault(CallFault.Kind.NOT_CONNECTED, "the backend has no endpoints");

    private static final CallFault HELD_BACK =
            new CallFault(
                    CallFault.Kind.OVERLOADED,
                    "as many requests are under way as the backend's 'concurrency' allows");

    private static final CharSequence GRPC_STATUS = Headers.ascii("grpc-status");
    private static final String GRPC_UNAVAILABLE = "14";

    private final Upstream upstream;
    private final Caller caller;
    private final Repeats repeats;
    private List<Endpoint> tried = List.of();
    private @Nullable Endpoint endpoint;
    private @Nullable Call call;
    private int sent;
    private int unreached;
    private Trouble trouble = Trouble.NONE;
    private boolean throwing;
    private int thrownBytes;
    private Loop.@Nullable Timer perTry;
    private boolean inside; // of the gate
    private boolean unanswered;
    private long beganNanos;
    private boolean over;

    Attempts(Upstream upstream, Caller caller, Repeats repeats) {
        this.upstream = upstream;
        this.caller = caller;
        this.repeats = repeats;
    }

    /// Asks for a call.
    public void begin() {
        if (!upstream.gate().enter()) {
            over();
            upstream.heldBack();
            caller.refused(HELD_BACK);
            return;
        }
        inside = true;
        unanswered = true;
        beganNanos = upstream.gate().now();
        upstream.budget().request();
        askNext();
    }

    /// No answer is wanted any more; that says nothing about the endpoint.
    public void cancel() {
        over();
        if (call != null) {
            call.cancel();
        }
    }

    /// The endpoint took too long, by what the definitions say and not by what the client asked
    /// for, or a client could have endpoints ejected.
    public void tooLate() {
        if (!over) {
            settle(Trouble.TOO_LATE);
            answered(true);
            cancel();
        }
    }

    @Override
    public boolean isWaiting() {
        return !over && caller.isWaiting();
    }

    @Override
    public CallEvents events() {
        return this;
    }

    @Override
    public void ready(Call ready) {
        call = ready;
        trouble = Trouble.NONE;
        sent++;
        watch();
        caller.ready(ready);
    }

    @Override
    public void refused(CallFault fault) {
        settle(Trouble.of(fault));
        unreached++;
        if (unreached < MAX_UNREACHED && unreached < upstream.endpoints().all().size()) {
            leave();
            askNext();
        } else {
            over();
            caller.refused(fault);
        }
    }

    @Override
    public void head(int status, Headers headers) {
        trouble = Trouble.ofStatus(status);
        if (upstream.isGrpc() && trouble == Trouble.NONE) {
            trouble = ofGrpc(headers);
        }
        throwing = trouble != Trouble.NONE && mayRepeat();
        if (!throwing) {
            answered(trouble == Trouble.NONE);
            caller.head(status, headers);
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (!throwing) {
            caller.bytes(bytes, from, to);
            return;
        }
        thrownBytes += to - from;
        if (thrownBytes > MAX_THROWN_BYTES && call != null) {
            call.cancel();
            repeat();
        }
    }

    @Override
    public void ended(Headers trailers) {
        if (throwing) {
            repeat();
            return;
        }
        if (upstream.isGrpc() && trouble == Trouble.NONE) {
            trouble = ofGrpc(trailers);
            if (trouble != Trouble.NONE && mayRepeat()) {
                repeat();
                return;
            }
        }
        over();
        settle(trouble);
        caller.ended(trailers);
    }

    @Override
    public void writable() {
        caller.writable();
    }

    @Override
    public void failed(CallFault fault) {
        if (throwing) {
            repeat();
            return;
        }
        trouble = Trouble.of(fault);
        if (mayRepeat()) {
            repeat();
            return;
        }
        over();
        settle(trouble);
        caller.failed(fault);
    }

    private void askNext() {
        if (upstream.endpoints().all().isEmpty()) {
            over();
            caller.refused(NOBODY);
            return;
        }
        Endpoint next = upstream.endpoints().choose(tried);
        endpoint = next;
        next.line().call(this);
    }

    /// Whether to try again. Takes it from the budget.
    private boolean mayRepeat() {
        return sent < repeats.retries().attempts()
                && repeats.allows(trouble)
                && isWaiting()
                && caller.isRepeatable()
                && upstream.payRepeat(repeats.retries().budgetPercent());
    }

    private void repeat() {
        settle(trouble);
        leave();
        stopWatch();
        call = null;
        throwing = false;
        thrownBytes = 0;
        if (!isWaiting()) {
            over();
            return;
        }
        if (upstream.endpoints().hasOthersThan(tried)) {
            askNext();
        } else {
            tried = List.of();
            Loop.Timer _ = upstream.around().alarms().after(pause(), this::askAgain);
        }
    }

    /// All have had their turn; one that is asked again is given a moment.
    private Duration pause() {
        long most = FIRST_PAUSE.toNanos() << sent;
        return Duration.ofNanos(upstream.around().random().nextLong(most));
    }

    private void askAgain() {
        if (isWaiting()) {
            askNext();
        } else {
            over();
        }
    }

    private void watch() {
        Optional<Duration> atMost = repeats.retries().perTry();
        if (atMost.isPresent() && sent < repeats.retries().attempts()) {
            perTry = upstream.around().alarms().after(atMost.get(), this::tryIsOver);
        }
    }

    private void stopWatch() {
        if (perTry != null) {
            perTry.cancel();
            perTry = null;
        }
    }

    /// If there can be no other attempt, this one goes on.
    private void tryIsOver() {
        Trouble before = trouble;
        trouble = Trouble.TOO_LATE;
        if (!throwing && call != null && mayRepeat()) {
            call.cancel();
            repeat();
        } else {
            trouble = before;
        }
    }

    private void over() {
        over = true;
        stopWatch();
        if (inside) {
            inside = false;
            answered(false);
            upstream.gate().leave();
        }
    }

    /// The answer has begun, or never will.
    ///
    /// @param tells whether the time that it took says something of the backend: that of a request
    ///     that was refused at once, or sent again, does not
    private void answered(boolean tells) {
        if (!unanswered) {
            return;
        }
        unanswered = false;
        upstream.gate().answered();
        if (tells && sent == 1) {
            upstream.gate().took(beganNanos);
        }
    }

    private void settle(Trouble with) {
        if (endpoint != null) {
            upstream.endpoints().settle(endpoint, with);
        }
    }

    /// The endpoint is not asked again, if there are others.
    private void leave() {
        if (tried.isEmpty()) {
            tried = new ArrayList<>();
        }
        if (endpoint != null) {
            tried.add(endpoint);
        }
    }

    private static Trouble ofGrpc(Headers fields) {
        return fields.get(GRPC_STATUS, "").equals(GRPC_UNAVAILABLE)
                ? Trouble.UNAVAILABLE
                : Trouble.NONE;
    }
}
