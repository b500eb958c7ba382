package dev.kiban.app.run;

/// What `kiban run` ends with where the command did not say it. The numbers are those that
/// `sysexits.h` and shells have for it.
final class ExitCode {
    /// There was nothing to do.
    static final int DONE = 0;

    /// Nothing answers for who may run, and without that the command is not run.
    static final int UNAVAILABLE = 69;

    /// The slot was run before, and did not succeed.
    static final int FAILED_BEFORE = 70;

    /// The lease was lost, and the command stopped.
    static final int LEASE_LOST = 74;

    /// Another one runs: try again later.
    static final int HELD = 75;

    /// The API does not let the caller.
    static final int REFUSED = 77;

    /// As shells say of a command that cannot be started.
    static final int NO_COMMAND = 127;

    /// As shells say of a death by a signal: so much and its number.
    static final int SIGNAL = 128;

    /// As shells say of one by SIGKILL.
    static final int KILLED = SIGNAL + 9;

    private ExitCode() {}
}
