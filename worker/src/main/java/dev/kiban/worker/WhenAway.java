package dev.kiban.worker;

/// What a worker does while nobody answers its asks.
public sealed interface WhenAway {
    /// Waits, for as long as it takes. What its jobs work on is safe.
    record Waits() implements WhenAway {}

    /// Goes on at a rate of its own, from five seconds without an answer on. All workers together
    /// then start as many jobs as there are processes, times this.
    ///
    /// @param jobsASecond of this process
    record GoesOn(double jobsASecond) implements WhenAway {
        public GoesOn {
            if (!(jobsASecond > 0) || Double.isInfinite(jobsASecond)) {
                throw new IllegalArgumentException(
                        "a rate of %s jobs a second: it must be more than 0"
                                .formatted(jobsASecond));
            }
        }
    }
}
