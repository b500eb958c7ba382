package dev.kiban.gateway.limit;

import dev.kiban.definition.Concurrency;
import dev.kiban.gateway.limit.Gradient.Window;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// How many calls a backend may have under way, in the whole process: loops would each have a part
/// otherwise, and a client on one connection only that of its loop.
///
/// Never more are under way than the limit says. When several loops ask for the last place at the
/// same moment, it can happen that none of them gets it.
public final class CallLimit {
    private static final long WINDOW_NANOS = 100_000_000;
    private static final int ENOUGH_CALLS = 50;
    private static final long LONG_WINDOW_NANOS = 2_000_000_000L;
    private static final int FEW_CALLS = 10;

    private final int atMost;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Optional<Gradient> gradient; // guarded by this, as is what follows
    private volatile int limit;
    private volatile boolean measuring;
    private volatile long validFrom;
    private long windowSince;
    private boolean begun;
    private int calls;
    private double nanos;
    private int most;

    /// What a loop has seen since it told last. Confined to that loop.
    static final class Seen {
        private long toldNanos;
        private int calls;
        private double nanos;
        private int most;
    }

    public CallLimit(Concurrency rule) {
        this.atMost = rule.atMost();
        this.gradient = rule.atLeast().map(atLeast -> new Gradient(atLeast, atMost));
        this.limit = gradient.map(Gradient::limit).orElse(atMost);
    }

    /// How many calls may wait for an answer at present.
    public int limit() {
        return limit;
    }

    /// How many are under way.
    public int underWay() {
        return underWay.get();
    }

    /// Takes a place for one more call, if there is one.
    boolean enter(Seen seen) {
        if (underWay.incrementAndGet() > atMost) {
            underWay.decrementAndGet();
            return false;
        }
        int waiting = unanswered.incrementAndGet();
        if (waiting > limit) {
            unanswered.decrementAndGet();
            underWay.decrementAndGet();
            return false;
        }
        seen.most = Math.max(seen.most, waiting);
        return true;
    }

    /// The answer of a call has begun, or never will.
    void answered() {
        unanswered.decrementAndGet();
    }

    /// A call is over, and its answer has begun or never will.
    void leave() {
        underWay.decrementAndGet();
    }

    /// How long the answer of a call took.
    void took(Seen seen, long beganNanos, long nowNanos) {
        if (gradient.isEmpty() || (measuring && beganNanos - validFrom < 0)) {
            return;
        }
        seen.calls++;
        seen.nanos += nowNanos - beganNanos;
        if (nowNanos - seen.toldNanos >= WINDOW_NANOS) {
            tell(seen, nowNanos);
        }
    }

    private synchronized void tell(Seen seen, long nowNanos) {
        Gradient learning = gradient.orElseThrow();
        if (!begun) {
            begun = true;
            windowSince = nowNanos;
        }
        calls += seen.calls;
        nanos += seen.nanos;
        most = Math.max(most, seen.most);
        seen.toldNanos = nowNanos;
        seen.calls = 0;
        seen.nanos = 0;
        seen.most = 0;
        long sinceNanos = nowNanos - windowSince;
        boolean enough = sinceNanos >= WINDOW_NANOS && calls >= ENOUGH_CALLS;
        if (enough || (sinceNanos >= LONG_WINDOW_NANOS && calls >= FEW_CALLS)) {
            learning.update(new Window(nanos / calls, most), nowNanos);
            validFrom = learning.validFrom();
            measuring = learning.isMeasuring();
            limit = learning.limit();
            windowSince = nowNanos;
            calls = 0;
            nanos = 0;
            most = 0;
        }
    }
}
