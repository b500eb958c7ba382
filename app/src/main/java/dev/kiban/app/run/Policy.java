package dev.kiban.app.run;

import java.time.Duration;

/// What to do when it cannot be run at once.
///
/// @param waiting how long to wait for another one
/// @param grace what a command gets to stop when we are told to
public record Policy(
        WhenHeld whenHeld, Duration waiting, WithoutStore withoutStore, Duration grace) {

    /// While another one runs.
    public enum WhenHeld {
        skip,
        wait,
        fail
    }

    /// When nobody answers for who may run.
    public enum WithoutStore {
        refuse,
        run
    }
}
