package dev.kiban.slo;

import java.time.Instant;

/// Takes the events that programs count by themselves. A port.
public interface EventStreams {
    /// Events of one stream and minute, from all who tell of it.
    long MAX_EVENTS = 1_000_000_000;

    /// Takes a batch, all of it or nothing.
    ///
    /// @param now by the clock of the one who takes
    Outcome take(EventBatch batch, Instant now);

    /// What became of a batch.
    sealed interface Outcome {}

    /// It counts from now on.
    record Counted() implements Outcome {}

    /// It counted before.
    record Known() implements Outcome {}

    /// Nothing of it counts.
    ///
    /// @param why for people, without a full stop
    record Refused(String why) implements Outcome {}
}
