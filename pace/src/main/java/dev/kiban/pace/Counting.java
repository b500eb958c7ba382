package dev.kiban.pace;

import dev.kiban.pace.bucket.Drain;

/// How much of what is declared a pacer may let through by itself, and how early it asks others.
///
/// @param partsPerMillion of each rate, and of the jobs in flight
/// @param leadNanos how much earlier than its turn an ask is put forward
record Counting(long partsPerMillion, long leadNanos) {
    /// All of it, in this process alone.
    static final Counting HERE = new Counting(1_000_000, 0);

    /// Nothing, until it is told how much.
    static final Counting NOTHING_YET = new Counting(0, 0);

    private static final long MILLION = 1_000_000;

    /// No more permits than that are asked for early.
    private static final long MOST_EARLY = 1_000;

    /// A rate, in permits an hour.
    long rate(long anHour) {
        return partsPerMillion == MILLION ? anHour : anHour * partsPerMillion / MILLION;
    }

    /// Jobs in flight.
    int jobs(int atMost) {
        return (int) (atMost * partsPerMillion / MILLION);
    }

    /// What a bucket may have above its immediate share when asks are put forward, in units.
    ///
    /// @param mayWait permits that may stand in line
    long early(long anHour, long mayWait) {
        long most = Math.min(mayWait, MOST_EARLY) * Drain.PERMIT;
        return leadNanos == 0 || anHour < most / leadNanos ? anHour * leadNanos : most;
    }
}
