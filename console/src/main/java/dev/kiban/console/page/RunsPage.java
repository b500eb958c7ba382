package dev.kiban.console.page;

import dev.kiban.console.Paces.Span;
import dev.kiban.console.Runs;
import dev.kiban.console.Runs.Run;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The runs of jobs on a time line.
///
/// @param runs newest first; empty if no store can be read
/// @param jobs with their runs in the time that is shown
public record RunsPage(
        Visitor visitor,
        DayRange range,
        Optional<List<Run>> runs,
        List<JobLine> jobs,
        List<Chart.Tick> axis) {
    /// Runs that stand in the table.
    private static final int SHOWN = 50;

    public RunsPage {
        jobs = List.copyOf(jobs);
        axis = List.copyOf(axis);
    }

    private record Job(TeamName team, String name) implements Comparable<Job> {
        private static final Comparator<Job> ORDER =
                Comparator.comparing(Job::name).thenComparing(Job::team);

        @Override
        public int compareTo(Job other) {
            return ORDER.compare(this, other);
        }
    }

    public static RunsPage of(Visitor visitor, Optional<List<Run>> runs, DayRange range) {
        Span span = range.span();
        Map<Job, List<Run>> byJob =
                runs.orElse(List.of()).stream()
                        .filter(run -> run.until().isAfter(span.start()))
                        .collect(
                                Collectors.groupingBy(
                                        run -> new Job(run.team(), run.job()),
                                        TreeMap::new,
                                        Collectors.toList()));
        List<JobLine> jobs =
                byJob.values().stream().map(some -> JobLine.of(visitor, some, span)).toList();
        return new RunsPage(
                visitor,
                range,
                runs,
                jobs,
                new TimeAxis(visitor, span.start(), span.end()).ticks());
    }

    /// Whether there may be older ones than are known here.
    public boolean isCut() {
        return runs.orElse(List.of()).size() >= Runs.MOST;
    }

    /// The newest.
    public List<Run> table() {
        return runs.orElse(List.of()).stream().limit(SHOWN).toList();
    }

    public RunMark mark(Run run) {
        return RunMark.of(run.state());
    }

    public String took(Run run) {
        return took(visitor, run);
    }

    public String exit(Run run) {
        return run.exit().isPresent() ? Integer.toString(run.exit().getAsInt()) : "";
    }

    public String label(DayRange.Choice choice) {
        return AlertLine.span(visitor, choice.length());
    }

    static String took(Visitor visitor, Run run) {
        Duration time = Duration.between(run.began(), run.until());
        return time.compareTo(Duration.ofMinutes(1)) < 0
                ? visitor.figures().seconds(time.toMillis() / 1_000.0)
                : AlertLine.span(visitor, Duration.ofSeconds(time.toSeconds()));
    }
}
