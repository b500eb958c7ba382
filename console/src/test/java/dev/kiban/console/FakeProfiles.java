package dev.kiban.console;

import dev.kiban.console.Board.Health;
import dev.kiban.console.Board.Line;
import dev.kiban.console.Board.Sheet;
import dev.kiban.console.Profiles.Backlog;
import dev.kiban.console.web.ConsoleServer;
import dev.kiban.definition.Link;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.definition.Tier;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.BudgetHistory;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Waiting;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.Traffic;
import dev.kiban.slo.Traffic.Bucket;
import dev.kiban.slo.Traffic.Slice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// Services with a past: a day and night of traffic, an incident ten days ago, a gap, a release.
public final class FakeProfiles {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofDays(130);
    private static final long INCIDENT_HOURS_AGO = 240;
    private static final long GAP_HOURS_AGO = 400;

    private static final List<String> WORDS = List.of("description", "link", "actor", "summary");
    private static final List<String> PLAIN =
            List.of("What people buy and sell.", "Design", "amy", "1.4.2 is live");

    /// Ten minutes too old, and nothing has been done for six.
    private static final Backlog LATE_WORK =
            new Backlog(
                    FakeBoard.FLOW.flow(),
                    new Waiting(
                            1_204,
                            Optional.of(
                                    new Piece(
                                            "item-9@3",
                                            FakeBoard.NOW
                                                    .minus(FakeBoard.FLOW.within())
                                                    .minusSeconds(605))),
                            Optional.of(FakeBoard.NOW.minus(Duration.ofMinutes(6)))),
                    FakeBoard.NOW);

    private FakeProfiles() {}

    /// A console that shows the services of a board.
    public static ConsoleServer.Ports ports(Board board) {
        return new ConsoleServer.Ports(
                board,
                (name, range) -> profile(board.read(), name, range),
                (name, quarter) -> lookBack(board.read(), name, quarter),
                new FakeChronicle(),
                FakeRoutes::ofEveryKind,
                FakePaces.everyState(),
                FakeRuns::everyState,
                Optional::empty,
                () -> FakeBoard.NOW);
    }

    private static Optional<Profiles.Profile> profile(
            Sheet sheet, ServiceName name, Profiles.Range range) {
        if (name.value().equals("hostile")) {
            return Optional.of(of(FakeBoard.hostile(), range, true));
        }
        return Stream.concat(sheet.lines().stream(), Stream.of(FakeBoard.flowing()))
                .filter(line -> line.service().equals(name))
                .findFirst()
                .map(line -> of(line, range, false));
    }

    private static Optional<LookBacks.Sheet> lookBack(
            Sheet sheet, ServiceName name, PeriodWindow quarter) {
        Stream<Line> lines = Stream.concat(sheet.lines().stream(), Stream.of(FakeBoard.hostile()));
        return lines.filter(line -> line.service().equals(name))
                .findFirst()
                .flatMap(
                        line ->
                                FakeLookBacks.of(
                                        service(line, text(false)), line.health(), quarter));
    }

    private static LongFunction<String> text(boolean isHostile) {
        return number ->
                isHostile
                        ? "<script>alert('%s')</script>".formatted(WORDS.get((int) number))
                        : PLAIN.get((int) number);
    }

    private static Profiles.Profile of(Line line, Profiles.Range range, boolean isHostile) {
        LongFunction<String> text = text(isHostile);
        return new Profiles.Profile(
                FakeBoard.NOW,
                service(line, text),
                line.health(),
                Optional.of(traffic(range)),
                line.health().stream().map(health -> history(health, range)).toList(),
                List.of(LATE_WORK),
                happenings(text, range));
    }

    private static List<Profiles.Happening> happenings(
            LongFunction<String> text, Profiles.Range range) {
        Instant at = FakeBoard.NOW.minus(HOUR.multipliedBy(INCIDENT_HOURS_AGO + 1));
        return at.isBefore(range.start())
                ? List.of()
                : List.of(
                        new Profiles.Happening(
                                7, at, text.apply(2), "release.recorded", text.apply(3)));
    }

    private static Service service(Line line, LongFunction<String> text) {
        return new Service(
                line.service(),
                Metadata.NONE,
                line.owner(),
                Tier.CRITICAL,
                text.apply(0),
                List.of(new Link(text.apply(1), URI.create("https://design.example/shop"))),
                Optional.empty(),
                List.of(),
                List.of(),
                line.health().stream().map(Health::slo).toList(),
                Optional.empty(),
                new Location(Path.of("a.yaml"), 1, 1));
    }

    private static Profiles.History history(Health health, Profiles.Range range) {
        Slo slo = health.slo();
        List<Slot> slots = new ArrayList<>();
        Instant first = FakeBoard.NOW.truncatedTo(ChronoUnit.HOURS).minus(PAST);
        for (Instant at = first; at.isBefore(FakeBoard.NOW); at = at.plus(HOUR)) {
            slots.add(new Slot(at, HOUR, tally(at)));
        }
        List<Instant> times =
                range.ends().stream().filter(end -> !end.isAfter(FakeBoard.NOW)).toList();
        List<BudgetHistory.Moment> moments =
                new ArrayList<>(BudgetHistory.of(slo, slots, times, range.step()));
        moments.add(new BudgetHistory.Moment(FakeBoard.NOW, health.budget(), tally(FakeBoard.NOW)));
        return new Profiles.History(slo, moments);
    }

    private static long hoursAgo(Instant at) {
        return Duration.between(at, FakeBoard.NOW).toHours();
    }

    private static Tally tally(Instant at) {
        long ago = hoursAgo(at);
        if (ago > GAP_HOURS_AGO - 12 && ago < GAP_HOURS_AGO) {
            return new Tally(0, 0, 0, 60);
        }
        long valid = (long) (6_000 + 4_000 * Math.sin(at.getEpochSecond() * 2 * Math.PI / 86_400));
        return Tally.ofWhole(valid - errors(valid, ago), valid, 60);
    }

    private static long errors(long valid, long ago) {
        boolean incident = ago > INCIDENT_HOURS_AGO - 5 && ago <= INCIDENT_HOURS_AGO;
        return incident ? valid / 8 : valid / 2_500 + ago % 7;
    }

    private static Traffic traffic(Profiles.Range range) {
        List<Slice> slices = new ArrayList<>();
        for (Instant end : range.ends()) {
            Instant start = end.minus(range.step());
            Tally tally = tally(start);
            long factor = Math.max(1, range.step().toHours());
            long valid = tally.valid() * factor;
            long errors = errors(tally.valid(), hoursAgo(start)) * factor;
            slices.add(
                    new Slice(
                            start,
                            range.step(),
                            valid,
                            valid == 0 ? 0 : errors,
                            tally.measuredMinutes() == 0 ? 0 : range.step().toMinutes(),
                            buckets(valid, errors)));
        }
        return new Traffic(slices);
    }

    private static List<Bucket> buckets(long valid, long errors) {
        List<Bucket> buckets = new ArrayList<>();
        Duration above = Duration.ZERO;
        long left = Math.max(0, valid - errors);
        for (int millis : List.of(10, 25, 50, 100, 250)) {
            Duration upTo = Duration.ofMillis(millis);
            buckets.add(new Bucket(above, upTo, left * 2 / 3));
            left -= left * 2 / 3;
            above = upTo;
        }
        buckets.add(new Bucket(above, Duration.ofSeconds(1), left + Math.min(errors, valid)));
        return buckets;
    }
}
