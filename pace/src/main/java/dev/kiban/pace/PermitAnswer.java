package dev.kiban.pace;

/// What became of a wish about a permit.
public enum PermitAnswer {
    /// It is done, or was before.
    NOTED,

    /// There is no such permit: it is done, given back, or its lease has ended.
    UNKNOWN,

    /// Another replica gave it, and what replicas share cannot be reached now.
    STORE_IS_AWAY
}
