package dev.kiban.app.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is run, and how.
///
/// @param pace is asked before
/// @param job empty if others may run it at the same time
/// @param slot empty if runs are only kept from overlapping
/// @param team empty if the token says it
/// @param force why it is run again; empty if it is not
/// @param expectWithin when a run has to succeed again; nothing for no more, empty for as before
public record RunTerms(
        Optional<PaceTerms> pace,
        String job,
        String team,
        String slot,
        boolean overlap,
        boolean retryFailed,
        String force,
        Duration lease,
        Optional<Duration> expectWithin,
        List<String> command) {
    public RunTerms {
        command = List.copyOf(command);
    }

    /// For people.
    String name() {
        return job.isEmpty() ? command.getFirst() : job;
    }
}
