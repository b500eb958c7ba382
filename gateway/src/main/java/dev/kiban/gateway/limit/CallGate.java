package dev.kiban.gateway.limit;

import dev.kiban.gateway.limit.CallLimit.Seen;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How one loop asks whether a backend may have one more call under way. Confined to that loop.
///
/// Each call that enters leaves once, and before that tells once that its answer has begun, or that
/// none will come.
public final class CallGate {
    private final Optional<CallLimit> limit;
    private final LongSupplier nanoTime;
    private final Seen seen = new Seen();
    private final boolean open;

    public CallGate(Optional<CallLimit> limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.open = limit.isEmpty();
        this.nanoTime = nanoTime;
    }

    /// One through which everybody goes.
    public static CallGate open() {
        return new CallGate(Optional.empty(), () -> 0);
    }

    /// Takes a place for one more call, if there is one.
    public boolean enter() {
        return open || limit.orElseThrow().enter(seen);
    }

    /// What time it is; costs nothing where nobody wants to know.
    public long now() {
        return open ? 0 : nanoTime.getAsLong();
    }

    /// The answer of a call has begun, or never will.
    public void answered() {
        if (!open) {
            limit.orElseThrow().answered();
        }
    }

    /// How long the answer of a call took.
    public void took(long beganNanos) {
        if (!open) {
            limit.orElseThrow().took(seen, beganNanos, nanoTime.getAsLong());
        }
    }

    /// A call is over.
    public void leave() {
        if (!open) {
            limit.orElseThrow().leave();
        }
    }
}
