package dev.kiban.app.demo;

import dev.kiban.app.budget.Opening;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.EventStore;
import dev.kiban.ledger.Ledger;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.demo.DemoHistory;
import dev.kiban.slo.demo.DemoRelease;
import dev.kiban.slo.demo.DemoService;
import dev.kiban.slo.demo.Filling;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes up the past of some services when a database is opened that knows nothing of them.
///
/// @param services with the routes to count
/// @param bounds of the latency buckets
/// @param end before anybody could count
/// @param said takes what people should know, line by line
record DemoPast(
        List<DemoService> services,
        List<Duration> bounds,
        Wish wish,
        Instant end,
        Consumer<String> said)
        implements Opening {
    private static final String ACTOR = "demo";
    private static final Action RELEASE = new Action("release.recorded");
    private static final long SEED = 7;
    private static final int STEPS = 4;

    /// How much past is wished for.
    ///
    /// @param besideReal also if there are real counts, before them
    record Wish(Duration length, boolean besideReal) {}

    DemoPast {
        services = List.copyOf(services);
        bounds = List.copyOf(bounds);
    }

    @Override
    public void opened(DemoCounts counts, EventStore events) {
        Filling.Wish filling =
                new Filling.Wish(
                        services.stream().map(DemoService::name).collect(Collectors.toSet()),
                        wish.length(),
                        wish.besideReal());
        switch (Filling.decide(filling, counts.ground(), end)) {
            case Filling.AlreadyThere _ ->
                    said.accept("is there already; 'kiban slo forget-demo' takes it away");
            case Filling.Refused(String why) -> said.accept("is not made up: " + why);
            case Filling.Fill(PeriodWindow time) -> fill(time, counts, events);
        }
    }

    private void fill(PeriodWindow time, DemoCounts counts, EventStore events) {
        DemoHistory.Frame frame = new DemoHistory.Frame(time, bounds, ZoneId.systemDefault());
        DemoHistory history = new DemoHistory(services, frame, SEED);
        said.accept(
                "makes up %d days of %s; nothing of it was ever measured"
                        .formatted(time.length().toDays(), names()));
        counts.fill(bounds, told(history));
        history.releases().forEach(release -> record(release, events));
        said.accept("is there; 'kiban slo forget-demo' takes it away");
    }

    private String names() {
        return String.join(", ", services.stream().map(service -> service.name().value()).toList());
    }

    /// With a line now and then of how far it is.
    private Stream<DemoHour> told(DemoHistory history) {
        long step = Math.ceilDiv(history.length(), STEPS);
        long[] done = {0};
        return history.hours()
                .peek(
                        _ -> {
                            if (++done[0] % step == 0 && done[0] < history.length()) {
                                said.accept("%d %%".formatted(100 * done[0] / history.length()));
                            }
                        });
    }

    /// The one place where the ledger is told an old time: each of these events says that it is
    /// made up.
    private static void record(DemoRelease release, EventStore events) {
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("demo", Json.bool(true));
        details.put("version", Json.text(release.version()));
        new Ledger(events, release::at)
                .append(
                        Entry.of(
                                        ACTOR,
                                        RELEASE,
                                        "%s %s is live (made up)"
                                                .formatted(release.service(), release.version()))
                                .about(release.service())
                                .with(Json.object(details))
                                .correlated(List.of(ACTOR)));
    }
}
