package dev.kiban.definition;

import dev.kiban.kernel.Share;
import java.time.Duration;

/// How much must be good.
public sealed interface Objective {

    /// The share that must be good: less than all, as otherwise nothing could ever go wrong.
    Share target();

    /// The share that may be bad.
    default Share budget() {
        return target().rest();
    }

    /// A share of all events.
    record Occurrences(Share target) implements Objective {

        /// @throws IllegalArgumentException if the target leaves no budget
        public Occurrences {
            check(target);
        }
    }

    /// A share of the slices that the period is cut into.
    ///
    /// @param slice how long each is
    /// @param good the share of a slice's events that makes it a good one
    record TimeSlices(Share target, Duration slice, Share good) implements Objective {

        /// @throws IllegalArgumentException if the target leaves no budget, or a slice no time
        public TimeSlices {
            check(target);
            if (!slice.isPositive()) {
                throw new IllegalArgumentException("a slice must take time");
            }
        }
    }

    private static void check(Share target) {
        if (target.isWhole()) {
            throw new IllegalArgumentException("an objective of 100% leaves no budget");
        }
    }
}
