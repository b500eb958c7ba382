package dev.kiban.gateway.limit;

import dev.kiban.definition.RateLimit;

/// A rate of a route, with its buckets.
///
/// What flows in is counted in whole nanoseconds for each token, rounded up: up to 0.1 % less than
/// the rate says, and never more.
public final class Rate {
    private final RateLimit limit;
    private final Buckets buckets;
    private final long interval;
    private final long depth;

    Rate(RateLimit limit, Buckets buckets) {
        this.limit = limit;
        this.buckets = buckets;
        this.interval = Math.ceilDiv(limit.period().toNanos(), limit.amount());
        this.depth = interval * limit.burst();
    }

    public RateLimit limit() {
        return limit;
    }

    /// Takes a token.
    ///
    /// @param key whose bucket it is
    /// @param now of `System.nanoTime`
    /// @return 0 if there was one, else in how many nanoseconds there will be
    public long take(Object key, long now) {
        return buckets.take(key, now, interval, depth);
    }

    /// Gives a token back that was taken for nothing.
    public void giveBack(Object key, long now) {
        buckets.giveBack(key, now, interval);
    }
}
