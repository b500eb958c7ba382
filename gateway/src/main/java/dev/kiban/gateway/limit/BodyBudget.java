package dev.kiban.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/// The memory of the process for request bodies that are kept before they go on. Safe for all
/// threads.
public final class BodyBudget {
    private final AtomicLong taken = new AtomicLong();
    private volatile long limit;

    /// @param limit in bytes
    public BodyBudget(long limit) {
        this.limit = limit;
    }

    /// From here on; what is taken stays so.
    public void limit(long bytes) {
        limit = bytes;
    }

    /// Whether there are so many bytes left, which then are taken.
    public boolean take(long bytes) {
        long now = taken.addAndGet(bytes);
        if (now > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /// In bytes, at this time.
    public long taken() {
        return taken.get();
    }
}
