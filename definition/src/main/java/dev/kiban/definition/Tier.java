package dev.kiban.definition;

/// How much depends on a service.
public enum Tier {
    /// Users notice at once when it fails.
    CRITICAL,
    /// The usual.
    STANDARD,
    /// May fail or vanish.
    EXPERIMENTAL
}
