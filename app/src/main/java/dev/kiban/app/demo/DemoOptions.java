package dev.kiban.app.demo;

import dev.kiban.app.budget.Opening;
import dev.kiban.slo.demo.DemoService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// Whether a first look has something to show.
public final class DemoOptions {
    @Option(
            names = "--history",
            paramLabel = "DAYS",
            converter = Days.class,
            description =
                    "Make up a past of so many days, such as 90d, for services without one; marked as such.")
    private Optional<Duration> history = Optional.empty();

    @Option(
            names = "--history-before-real",
            description = "With --history: also if there are real counts; it ends before them.")
    private boolean beforeReal;

    /// Whether a past is wished for, which takes a database.
    public boolean wantsHistory() {
        return history.isPresent();
    }

    /// What to do when the database is opened.
    ///
    /// @param services with the routes to count
    /// @param bounds of the latency buckets
    /// @param said takes what people should know, line by line
    public Opening past(List<DemoService> services, List<Duration> bounds, Consumer<String> said) {
        return history.<Opening>map(
                        length ->
                                new DemoPast(
                                        services,
                                        bounds,
                                        new DemoPast.Wish(length, beforeReal),
                                        InstantSource.system(),
                                        said))
                .orElse(Opening.NOTHING);
    }
}
