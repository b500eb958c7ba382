package dev.kiban.definition;

import java.util.Optional;

/// How much a gateway takes of its clients, whatever they ask for.
///
/// @param at where it is said; empty if it is what is usual
public record Capacity(ConnectionLimits connections, Optional<Location> at) {
    /// What is usual.
    public static final Capacity DEFAULT = new Capacity(ConnectionLimits.DEFAULT, Optional.empty());
}
