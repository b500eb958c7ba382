package dev.kiban.console;

import dev.kiban.kernel.TeamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Knows which jobs ran. A port: read for each page.
@FunctionalInterface
public interface Runs {

    /// So many are shown.
    int MOST = 500;

    /// The newest runs, newest first, at most [#MOST]; empty if no store can be read.
    Optional<List<Run>> newest();

    /// A run of a job.
    ///
    /// @param slot for which time; empty if it has none
    /// @param until when it ended, or its lease did; of one that runs, the present
    /// @param exit of its command; empty if it has not ended
    /// @param place where it ran
    record Run(
            TeamName team,
            String job,
            String slot,
            long fence,
            Instant began,
            Instant until,
            State state,
            OptionalInt exit,
            String place) {}

    /// How a run stands.
    enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        LOST
    }
}
