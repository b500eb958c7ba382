package dev.kiban.pace.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where runs are kept. A port.
///
/// Of each job, one change is decided and written after the other, and the clock of the store is
/// the only one that counts: it is read when it is a change's turn.
public interface RunStore {

    /// Decides a change of a job, and writes it down, all of it or nothing.
    <T> T inTurn(About about, Turn<T> turn);

    /// Which job it is about.
    ///
    /// @param ask the run of which is looked for
    /// @param slot the run of which is looked for, if there is one
    record About(Job job, UUID ask, Optional<Slot> slot) {
        About(Job job, UUID ask) {
            this(job, ask, Optional.empty());
        }
    }

    /// What is decided.
    @FunctionalInterface
    interface Turn<T> {
        /// @param now by the clock that counts
        Decided<T> decide(Known known, Instant now);
    }

    /// What is known of a job.
    ///
    /// @param fence the largest that was given away; 0 if none was
    /// @param running those that run, with and without a lease that lasts
    /// @param ofAsk the one of the ask
    /// @param ofSlot what is known best of the slot: a run that succeeded, or else the last
    record Known(long fence, List<Run> running, Optional<Run> ofAsk, Optional<Run> ofSlot) {
        public Known {
            running = List.copyOf(running);
        }
    }

    /// @param changed runs as they are from now on
    record Decided<T>(T answer, List<Run> changed) {
        public Decided {
            changed = List.copyOf(changed);
        }
    }

    /// The newest runs that fit, newest first.
    List<Run> find(Search search);

    /// Runs whose leases have ended, from now on lost, of which nobody was told.
    ///
    /// @param most so many at a time
    List<Run> lost(int most);

    /// Somebody was told that a run was lost.
    void told(Run run);

    /// Within which time a job is expected to succeed. Said again, it is expected from when it was
    /// said first.
    void expect(Job job, Expectation expectation);

    /// Jobs that should have succeeded by now.
    ///
    /// @param most so many of them, those that are overdue longest
    List<Overdue> overdue(int most);

    /// Forgets runs that began long ago: their slots could be run again.
    void sweep();
}
