package dev.kiban.definition;

import java.time.Duration;
import java.util.Optional;

/// How much a gateway takes of its clients, whatever they ask for.
///
/// @param bufferBytes of request bodies that are kept before they go on
/// @param lag how late its event loops may be before requests are refused by the tiers of their
/// services; empty if none are
/// @param at where it is said; empty if it is what is usual
public record Capacity(
        ConnectionLimits connections,
        int bufferBytes,
        Optional<Duration> lag,
        Optional<Location> at) {
    /// What is usual.
    public static final Capacity DEFAULT =
            new Capacity(
                    ConnectionLimits.DEFAULT,
                    64 << 20,
                    Optional.of(Duration.ofMillis(200)),
                    Optional.empty());
}
