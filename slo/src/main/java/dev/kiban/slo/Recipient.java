package dev.kiban.slo;

/// Who is told of alerts. A port: how they are reached is not the rules' matter.
@FunctionalInterface
public interface Recipient {

    /// Tells. May take a while, and comes back within a time that the recipient knows; safe to
    /// repeat.
    Outcome tell(Notification notification);

    /// What came of it.
    sealed interface Outcome {}

    /// They know.
    record Taken() implements Outcome {}

    /// Not now: tell them again.
    ///
    /// @param why for people, without secrets and without a full stop
    record Later(String why) implements Outcome {}

    /// They refuse this one, and would again.
    ///
    /// @param why for people, without secrets and without a full stop
    record Never(String why) implements Outcome {}
}
