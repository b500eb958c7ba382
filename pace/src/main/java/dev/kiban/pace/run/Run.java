package dev.kiban.pace.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/// A job that was begun, once.
///
/// @param fence grows with each run of the job: who has a smaller one is too late
/// @param until when the lease ends, unless the holder is heard before
public record Run(Job job, long fence, Terms terms, Instant began, Instant until, State state) {

    /// Where it stands.
    public sealed interface State {}

    /// It runs, for as long as its lease lasts.
    public record Running() implements State {}

    /// Its lease ended and the holder was not heard: nobody knows how far it came.
    public record Lost() implements State {}

    /// Its holder said so, if need be after its lease.
    ///
    /// @param exit of the command; 0 is success
    /// @param tail the last of what it wrote
    public record Ended(Instant at, int exit, String tail) implements State {
        /// Bytes of a tail.
        public static final int MAX_TAIL_BYTES = 4 << 10;

        private static final int MAX_EXIT = 255;

        /// @throws IllegalArgumentException if it cannot be
        public Ended {
            if (exit < 0 || exit > MAX_EXIT) {
                throw new IllegalArgumentException("an exit code is 0 to %d".formatted(MAX_EXIT));
            }
            if (tail.getBytes(UTF_8).length > MAX_TAIL_BYTES) {
                throw new IllegalArgumentException(
                        "a tail has at most %d bytes".formatted(MAX_TAIL_BYTES));
            }
            tail = tail.replace('\0', '\uFFFD'); // PostgreSQL keeps all but this one
        }
    }

    /// Whether its holder may go on.
    public boolean isHeldAt(Instant now) {
        return state instanceof Running && now.isBefore(until);
    }

    /// Whether it did what it should.
    public boolean succeeded() {
        return state instanceof Ended ended && ended.exit() == 0;
    }

    Run until(Instant newUntil) {
        return new Run(job, fence, terms, began, newUntil, state);
    }

    Run in(State newState) {
        return new Run(job, fence, terms, began, until, newState);
    }
}
