package dev.kiban.worker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is to be done.
///
/// @param body what the queue holds
/// @param headers what is said of it, by names in lower case
/// @param enqueuedAt since when it could be done; empty if the queue does not know
/// @param again whether it was in a worker's hand before, and may be done already
public record Job<B>(
        B body, Map<String, String> headers, Optional<Instant> enqueuedAt, boolean again) {
    public Job {
        headers = Map.copyOf(headers);
    }

    /// Nothing is known of it but itself.
    public static <B> Job<B> of(B body) {
        return new Job<>(body, Map.of(), Optional.empty(), false);
    }

    /// A header; empty if it is not there.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
