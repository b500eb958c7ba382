package dev.kiban.pace;

/// What somebody wants of a permit.
public enum PermitAct {
    /// It is not used.
    GIVE_BACK,

    /// Its job is done.
    DONE,

    /// Its job still runs.
    RENEW
}
