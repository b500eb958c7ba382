package dev.kiban.console;

import dev.kiban.console.Runs.Run;
import dev.kiban.console.Runs.State;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs in every state.
public final class FakeRuns {
    private static final Instant NOW = FakeBoard.NOW;

    private FakeRuns() {}

    /// A job every five minutes, one that failed, was lost, and one that runs; a place is hostile.
    public static Optional<List<Run>> everyState() {
        List<Run> runs = new ArrayList<>();
        runs.add(run("nightly-report", 7, 2, Optional.empty(), State.RUNNING));
        for (int minutes = 5; minutes <= 1_440; minutes += 5) {
            State state =
                    switch (minutes) {
                        case 15 -> State.FAILED;
                        case 25 -> State.LOST;
                        default -> State.SUCCEEDED;
                    };
            runs.add(run("sync", 1_000 - minutes, minutes, Optional.of(80), state));
        }
        return Optional.of(runs);
    }

    private static Run run(
            String job, long fence, int minutesAgo, Optional<Integer> seconds, State state) {
        Instant began = NOW.minus(Duration.ofMinutes(minutesAgo));
        return new Run(
                new TeamName("report-team"),
                job,
                job.equals("sync") ? "" : "2026-11-21T03:00:00Z",
                fence,
                began,
                seconds.map(began::plusSeconds).orElse(NOW),
                state,
                switch (state) {
                    case SUCCEEDED -> OptionalInt.of(0);
                    case FAILED -> OptionalInt.of(3);
                    case RUNNING, LOST -> OptionalInt.empty();
                },
                minutesAgo == 15 ? "<script>alert(1)</script>" : "batch-1 pid 4711");
    }
}
