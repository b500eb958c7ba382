package dev.kiban.pace;

import dev.kiban.pace.bucket.KeyedBuckets;

/// How much a pacer remembers at most.
///
/// @param keys of a limit by header; new ones are refused when there are so many that have not
///     drained
/// @param inLine asks that wait
public record Bounds(int keys, int inLine) {
    /// For up to 64 MB for each limit by header, and as much for those in line.
    public static final Bounds USUAL = new Bounds(KeyedBuckets.MAX_KEYS, 100_000);

    /// @throws IllegalArgumentException if nobody could ask
    public Bounds {
        if (keys < 1 || inLine < 1) {
            throw new IllegalArgumentException("%,d keys, %,d in line".formatted(keys, inLine));
        }
    }
}
