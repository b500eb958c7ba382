package dev.kiban.pace.run;

/// To run a job.
public record Wish(Job job, Terms terms, Again again) {

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
