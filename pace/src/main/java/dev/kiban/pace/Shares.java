package dev.kiban.pace;

import dev.kiban.pace.shared.SharedStore;

/// How a pacer counts with others.
///
/// @param safePartsPerMillion of each rate, and of the jobs in flight, that it lets through while
///     the store is away: those of all replicas together are a whole, or less
/// @param store where they count
public record Shares(long safePartsPerMillion, SharedStore store) {
    private static final long MILLION = 1_000_000;

    /// The same share for each of so many.
    public static Shares ofReplicas(int replicas, SharedStore store) {
        return new Shares(MILLION / replicas, store);
    }

    /// @throws IllegalArgumentException if it is no share
    public Shares {
        if (safePartsPerMillion < 0 || safePartsPerMillion > MILLION) {
            throw new IllegalArgumentException(
                    "%,d parts of a million".formatted(safePartsPerMillion));
        }
    }
}
