package dev.kiban.pace.portion;

/// What one replica may let through of a pace.
///
/// @param partsPerMillion of each of its rates
/// @param jobs of those that may be in flight; none if they are not limited
public record Portion(long partsPerMillion, int jobs) {
    /// All there is of a rate.
    public static final long WHOLE = 1_000_000;

    public static final Portion NONE = new Portion(0, 0);

    /// @throws IllegalArgumentException if there is no such portion
    public Portion {
        if (partsPerMillion < 0 || partsPerMillion > WHOLE || jobs < 0) {
            throw new IllegalArgumentException(
                    "%,d parts of a million, and %,d jobs".formatted(partsPerMillion, jobs));
        }
    }

    /// What each of so many may have if nobody knows of the others.
    ///
    /// @param jobs that may be in flight in all
    public static Portion safe(int replicas, int jobs) {
        return new Portion(WHOLE / replicas, jobs / replicas);
    }

    /// The larger one, of each.
    public Portion orMore(Portion other) {
        return new Portion(
                Math.max(partsPerMillion, other.partsPerMillion), Math.max(jobs, other.jobs));
    }

    /// The smaller one, of each.
    public Portion orLess(Portion other) {
        return new Portion(
                Math.min(partsPerMillion, other.partsPerMillion), Math.min(jobs, other.jobs));
    }
}
