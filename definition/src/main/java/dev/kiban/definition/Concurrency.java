package dev.kiban.definition;

import java.util.Optional;

/// How many calls an upstream may have under way in one gateway.
///
/// @param atMost never more
/// @param pending how many more may wait for a connection to each address, on each event loop
/// @param atLeast where latency decides how many wait for an answer, never fewer than these; empty
///     if it does not
public record Concurrency(int atMost, int pending, Optional<Integer> atLeast) {

    /// @throws IllegalArgumentException if it makes no sense
    public Concurrency {
        if (atMost < 1 || pending < 0) {
            throw new IllegalArgumentException("without a call nothing is served");
        }
        if (atLeast.isPresent() && (atLeast.get() < 1 || atLeast.get() > atMost)) {
            throw new IllegalArgumentException("the least is not more than the most");
        }
    }
}
