package dev.kiban.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/// A token bucket as one number: when it will be full again, in nanoseconds (the theoretical
/// arrival time of the generic cell rate algorithm, ITU-T I.371). Safe for all threads.
///
/// Numbers are compared by their difference, as those of `System.nanoTime` have to be.
final class Bucket {
    /// Nobody finds the bucket any more. An hour's bucket is never that far from now.
    private static final long DEAD = Long.MIN_VALUE;

    /// The bucket is no more.
    static final long GONE = -1;

    private final AtomicLong fullAt;

    /// A full one.
    Bucket(long now) {
        this.fullAt = new AtomicLong(now);
    }

    /// Takes a token, if there is one.
    ///
    /// @param interval in which one token flows in
    /// @param depth in which all flow in
    /// @return 0 if there was one, else in how many nanoseconds there will be; or [#GONE]
    long take(long now, long interval, long depth) {
        while (true) {
            long before = fullAt.get();
            if (before == DEAD) {
                return GONE;
            }
            long after = (before - now > 0 ? before : now) + interval;
            if (after - now > depth) {
                return after - now - depth;
            }
            if (fullAt.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    /// Gives a token back that was taken for nothing.
    void giveBack(long interval) {
        fullAt.updateAndGet(before -> before == DEAD ? DEAD : before - interval);
    }

    /// Ends the bucket if it is full: then none is as good.
    boolean endIfFull(long now) {
        long before = fullAt.get();
        return before != DEAD && before - now <= 0 && fullAt.compareAndSet(before, DEAD);
    }
}
