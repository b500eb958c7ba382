package dev.kiban.worker;

import java.time.Duration;

/// What a pace says to an ask.
sealed interface Told {
    /// The job may start.
    ///
    /// @param lease in which it must be renewed or done; zero if it need not be
    record Passed(String permit, Duration lease) implements Told {}

    /// Not now.
    ///
    /// @param pause after which it is worth asking again
    record Later(Duration pause, String why) implements Told {}

    /// This job never.
    record Unfit(String why) implements Told {}

    /// No job, until somebody changes something.
    record Refused(String why) implements Told {}

    /// Nobody knows.
    record NoAnswer(String why) implements Told {}

    /// Whoever asked has left.
    record Left() implements Told {}
}
