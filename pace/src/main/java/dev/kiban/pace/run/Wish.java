package dev.kiban.pace.run;

/// To run a job.
///
/// @param expectation of runs to come
public record Wish(Job job, Terms terms, Again again, Expectation expectation) {

    /// One that says nothing of runs to come.
    public Wish(Job job, Terms terms, Again again) {
        this(job, terms, again, new Expectation.AsBefore());
    }

    /// Whether a slot that was run is run again.
    public sealed interface Again {}

    /// At most once, whatever came of it.
    public record Never() implements Again {}

    /// Until it succeeds.
    public record UntilItSucceeds() implements Again {}

    /// Whatever came of it, since a person says so.
    public record Forced(String reason) implements Again {
        private static final int MAX_LENGTH = 200;

        /// @throws IllegalArgumentException if there is no reason
        public Forced {
            if (reason.isBlank() || reason.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "a reason has 1 to %d characters".formatted(MAX_LENGTH));
            }
        }
    }
}
