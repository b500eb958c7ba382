package dev.kiban.console.page;

import dev.kiban.console.Paces.Span;
import dev.kiban.console.Runs.Run;
import dev.kiban.kernel.TeamName;
import java.util.List;

/// The runs of one job on the time line.
///
/// @param summary the same in words
public record JobLine(String job, TeamName team, String summary, List<Bar> bars) {
    /// A run that took no time can still be seen.
    private static final double NARROWEST = 3;

    private static final double WIDTH = 1_000;

    public JobLine {
        bars = List.copyOf(bars);
    }

    /// A run.
    ///
    /// @param word of its state, for the style sheet
    /// @param label all that it says
    public record Bar(String x, String width, String word, String label) {}

    /// @param runs of one job, not none
    static JobLine of(Visitor visitor, List<Run> runs, Span span) {
        Run newest = runs.getFirst();
        return new JobLine(
                newest.job(),
                newest.team(),
                visitor.say(Phrase.TIME_LINE, newest.job(), visitor.figures().count(runs.size())),
                runs.stream().map(run -> bar(visitor, run, span)).toList());
    }

    private static Bar bar(Visitor visitor, Run run, Span span) {
        Chart.Scale scale = new Chart.Scale(span.start(), span.end(), 0, 1);
        double from = Math.clamp(scale.x(run.began()), 0, WIDTH - NARROWEST);
        double to = Math.clamp(scale.x(run.until()), from + NARROWEST, WIDTH);
        RunMark mark = RunMark.of(run.state());
        return new Bar(
                Chart.number(from),
                Chart.number(to - from),
                mark.word(),
                visitor.say(
                        Phrase.RUN_SAID,
                        visitor.say(mark.label()),
                        run.slot().isEmpty() ? run.place() : run.slot(),
                        visitor.figures().shortTime(run.began()),
                        RunsPage.took(visitor, run)));
    }
}
