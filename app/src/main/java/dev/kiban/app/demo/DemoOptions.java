package dev.kiban.app.demo;

import dev.kiban.app.budget.Opening;
import dev.kiban.app.local.LocalServices;
import dev.kiban.definition.Definitions;
import dev.kiban.slo.demo.DemoService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// Whether a first look has something to show.
public final class DemoOptions {
    /// What the visitors of an example say of themselves.
    private static final String VISITOR = "\"user_agent\":\"traffic\"";

    @Option(
            names = "--traffic",
            description =
                    "Send requests to services that say how, under 'local.traffic'; their access log is not shown.")
    private boolean traffic;

    @Option(
            names = "--history",
            paramLabel = "DAYS",
            converter = Days.class,
            description =
                    "Make up a past of so many days, such as 90d, for services without one; marked as such.")
    private Optional<Duration> history = Optional.empty();

    /// A past ends before this program can count: a database may take minutes to open.
    private final Instant start = InstantSource.system().instant();

    @Option(
            names = "--history-before-real",
            description = "With --history: also if there are real counts; it ends before them.")
    private boolean beforeReal;

    /// Why what is wished for is not to be had; empty if it is.
    public Optional<String> refusal(Definitions definitions) {
        boolean known =
                definitions.services().stream()
                        .flatMap(service -> service.local().stream())
                        .anyMatch(local -> !local.traffic().isEmpty());
        return traffic && !known
                ? Optional.of("--traffic: no service here says how: give one 'local.traffic'")
                : Optional.empty();
    }

    /// What sends requests, not begun; nothing unless it is wished for.
    ///
    /// @param gateway its URL
    /// @param said takes what people should know, line by line
    public LocalServices traffic(Definitions definitions, String gateway, Consumer<String> said) {
        return LocalServices.trafficOf(
                traffic ? definitions.services() : List.of(),
                gateway,
                (_, line) -> said.accept(line),
                InstantSource.system());
    }

    /// Whether people want to see a line of the access log.
    public boolean shows(String line) {
        return !traffic || !line.contains(VISITOR);
    }

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
                                        start,
                                        said))
                .orElse(Opening.NOTHING);
    }
}
