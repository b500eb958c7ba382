package dev.kiban.pace.run;

import java.time.Duration;

/// What whoever begins a run says of the ones to come.
public sealed interface Expectation {

    /// Nothing: what was said before holds.
    record AsBefore() implements Expectation {}

    /// A run succeeds within so much time after the last one that did, or somebody is told.
    ///
    /// @param time to the second
    record Within(Duration time) implements Expectation {
        /// What is shorter is no slot.
        public static final Duration SHORTEST = Duration.ofSeconds(10);

        /// Runs that succeeded are known for so long.
        public static final Duration LONGEST = Duration.ofDays(366);

        /// @throws IllegalArgumentException if it cannot be
        public Within {
            if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "a success is expected within %d s to %d days"
                                .formatted(SHORTEST.toSeconds(), LONGEST.toDays()));
            }
        }
    }

    /// No run is expected any more.
    record NoMore() implements Expectation {}
}
