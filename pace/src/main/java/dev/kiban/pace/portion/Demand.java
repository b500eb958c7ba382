package dev.kiban.pace.portion;

/// What a replica could do with, of a pace.
///
/// @param part of its rates, 0 to 1
/// @param jobs that run, or wait to
/// @param running jobs; of those, what it has is never less
/// @param atMost jobs that may be in flight in all; none if they are not limited
/// @param has what it goes by until it hears what it gets; that may never come
public record Demand(double part, int jobs, int running, int atMost, Portion has) {

    /// @throws IllegalArgumentException if it is none
    public Demand {
        if (!(part >= 0 && part <= 1) || running < 0 || jobs < running || atMost < 0) {
            throw new IllegalArgumentException(
                    "part %s, %,d jobs of %,d, of which %,d run"
                            .formatted(part, jobs, atMost, running));
        }
    }
}
