package dev.kiban.app.console;

import dev.kiban.console.Runs;
import dev.kiban.pace.run.Run.Ended;
import dev.kiban.pace.run.Run.Lost;
import dev.kiban.pace.run.Run.Running;
import dev.kiban.pace.run.Search;
import dev.kiban.pace.run.Slot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The runs of all teams' jobs.
public record LiveRuns(Sources sources, InstantSource clock) implements Runs {
    private static final Search NEWEST = new Search(Set.of(), Optional.empty(), MOST);

    @Override
    public Optional<List<Run>> newest() {
        return sources.ask(archive -> archive.runs().find(NEWEST).stream().map(this::run).toList());
    }

    private Run run(dev.kiban.pace.run.Run run) {
        Instant now = clock.instant();
        return switch (run.state()) {
            case Running _ -> run(run, now, State.RUNNING, OptionalInt.empty());
            case Lost _ -> run(run, run.until(), State.LOST, OptionalInt.empty());
            case Ended(Instant at, int exit, _) ->
                    run(run, at, exit == 0 ? State.SUCCEEDED : State.FAILED, OptionalInt.of(exit));
        };
    }

    private static Run run(
            dev.kiban.pace.run.Run run, Instant until, State state, OptionalInt exit) {
        return new Run(
                run.job().team(),
                run.job().name().value(),
                run.terms().slot().map(Slot::value).orElse(""),
                run.fence(),
                run.began(),
                until,
                state,
                exit,
                run.terms().holder().place());
    }
}
