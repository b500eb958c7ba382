package dev.kiban.app.run;

/// What the one who tends a command is told.
sealed interface News {

    /// The command has ended.
    record Exited(int code) implements News {}

    /// Somebody tells us to stop, or something else.
    ///
    /// @param name such as `TERM`
    /// @param number such as 15
    record Signalled(String name, int number) implements News {}

    /// A pace has answered.
    record PermitTold(PaceCalls.Told told) implements News {}

    /// A question for more time was answered.
    ///
    /// @param asked when it was asked
    record RenewalTold(long asked, RunCalls.Told told) implements News {}
}
