package dev.kiban.access;

/// What a caller may do.
public enum Right {
    /// Look, and change nothing: for a token that others can read, such as one in the definition of
    /// a canary.
    ASK,
    /// Change things too.
    CHANGE
}
