package dev.kiban.pace;

/// Who of those who wait at the same place goes first.
///
/// Whoever is lower is not starved: of sixteen turns, it has at least one.
public enum Priority {
    HIGH(0),
    NORMAL(1),
    LOW(2);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /// Whoever is lower has a larger one.
    int rank() {
        return rank;
    }
}
