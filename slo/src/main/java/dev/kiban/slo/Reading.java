package dev.kiban.slo;

/// What a window of time says. Four states that are never mixed: silence is neither health nor
/// failure.
public sealed interface Reading {

    /// It was measured, and nothing happened.
    record NoTraffic() implements Reading {}

    /// Nobody measured.
    record NotMeasured() implements Reading {}

    /// Something happened.
    ///
    /// @param good of the valid events
    /// @param valid at least one
    record Measured(long good, long valid) implements Reading {

        /// @throws IllegalArgumentException if these cannot be counts
        public Measured {
            if (valid < 1 || good < 0 || good > valid) {
                throw new IllegalArgumentException("%d good of %d".formatted(good, valid));
            }
        }
    }

    /// The counts cannot be true.
    ///
    /// @param why for people, without a full stop
    record Fault(String why) implements Reading {}

    /// Whether there is something to conclude from: also that nothing happened.
    default boolean isConclusive() {
        return switch (this) {
            case NoTraffic _, Measured _ -> true;
            case NotMeasured _, Fault _ -> false;
        };
    }
}
