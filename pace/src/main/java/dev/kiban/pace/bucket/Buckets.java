package dev.kiban.pace.bucket;

/// The buckets of one rate. Levels are as of the time that their [Drain] was last told.
///
/// Keys come as the 128 bits of [KeyHash]. What is charged leaves a receipt of
/// [#RECEIPT] numbers, by which it can be given back.
public sealed interface Buckets permits OneBucket, KeyedBuckets {
    /// Numbers of a receipt: the key's two, the mark's two, what had been given back before, and
    /// which charge it is.
    int RECEIPT = 6;

    /// What was let through and has not drained, in units.
    long level(long high, long low);

    /// Whether there is room for the key, if it is new.
    boolean hasRoom(long high, long low);

    /// Adds to a level.
    ///
    /// @param permits level and cost together are at most [Drain#MAX_PERMITS]
    /// @param receipt is written from `at` on
    void charge(long high, long low, long permits, long[] receipt, int at);

    /// Takes from a level what of a charge has not drained yet: what has drained would have gone to
    /// nobody, and cannot be had twice.
    ///
    /// @param permits that were charged
    void giveBack(long[] receipt, int at, long permits);

    /// Lifts a level to where it is known to be; one that is higher stays.
    ///
    /// @param units at most [Drain#MAX_PERMITS]
    void raise(long high, long low, long units);

    /// Keys that are remembered.
    int keys();
}
