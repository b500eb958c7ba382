package dev.kiban.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// When a request that failed is tried again, at another endpoint.
///
/// @param attempts all of them, the first one too
/// @param on what has to go wrong
/// @param budgetPercent how many attempts may be repeats, as a part of the requests of the last
///     seconds
/// @param perTry how long one attempt may take if there can be another
public record Retries(int attempts, Set<Reason> on, int budgetPercent, Optional<Duration> perTry) {
    private static final int ALL = 100;

    /// What holds where nothing is said: once more, and only what the upstream did not process, or
    /// what went out on a connection that it had closed.
    public static final Retries USUAL = new Retries(2, Set.of(), 20, Optional.empty());

    /// What can go wrong with an attempt that the upstream may have seen.
    public enum Reason {
        /// The upstream says that it cannot serve.
        UNAVAILABLE,
        /// What stands before the upstream says so.
        GATEWAY_ERROR,
        /// The connection broke before there was an answer.
        RESET,
        /// There was no answer in the time for one attempt.
        TIMEOUT
    }

    /// @throws IllegalArgumentException if it makes no sense
    public Retries {
        if (attempts < 1 || budgetPercent < 0 || budgetPercent > ALL) {
            throw new IllegalArgumentException(
                    "there is one attempt at least, and no repeat of more than there is");
        }
        on = Set.copyOf(on);
    }
}
