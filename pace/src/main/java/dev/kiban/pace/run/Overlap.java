package dev.kiban.pace.run;

/// What of the same job may run at once.
public enum Overlap {
    /// Nothing.
    NOTHING,
    /// Other slots, if they say so too.
    OTHER_SLOTS
}
