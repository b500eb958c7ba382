package dev.kiban.console;

import dev.kiban.console.Board.Health;
import dev.kiban.console.Board.Line;
import dev.kiban.console.Board.Sheet;
import dev.kiban.definition.Alerting;
import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Budget;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierState.Firing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Services in every state that there is.
public final class FakeBoard {
    public static final Instant NOW = Instant.parse("2026-11-22T01:05:00Z");

    static final Freshness FLOW = new Freshness("search-index", Duration.ofSeconds(90));

    private static final Location AT = new Location(Path.of("a.yaml"), 1, 1);
    private static final Objective OBJECTIVE = new Occurrences(Share.parse("99.9%"));
    private static final Duration LENGTH = Duration.ofDays(28);

    private FakeBoard() {}

    /// One service in each state, the best first.
    public static Sheet everyState() {
        return new Sheet(
                NOW,
                List.of(
                        new Line(new ServiceName("h-plain"), new TeamName("shop"), List.of()),
                        line("g-silent", Tally.ofWhole(0, 0, 100), false),
                        line("f-fine", Tally.ofWhole(99_950, 100_000, 100), false),
                        line("e-unseen", Tally.NOTHING, false),
                        line("d-half", new Tally(1_000, 1_000, 50, 100), false),
                        line("c-fault", Tally.ofWhole(3, 2, 100), false),
                        line("b-burning", Tally.ofWhole(99_950, 100_000, 100), true),
                        line("a-overspent", Tally.ofWhole(99_787, 100_000, 100), true)));
    }

    /// Many services that are fine.
    public static Sheet many(int services) {
        return new Sheet(
                NOW,
                IntStream.range(0, services)
                        .mapToObj(
                                i ->
                                        line(
                                                "service-%04d".formatted(i),
                                                Tally.ofWhole(999_999 - i % 900, 1_000_000, 100),
                                                i % 97 == 0))
                        .toList());
    }

    public static Line line(String name, Tally tally, boolean isBurning) {
        return new Line(
                new ServiceName(name),
                new TeamName("market-team"),
                List.of(
                        new Health(
                                slo(),
                                new Budget.Both(budget(tally), budget(tally)),
                                burn(tally),
                                isBurning ? List.of(firing()) : List.of())));
    }

    /// A service that somebody with bad intentions wrote.
    public static Line hostile() {
        return single("hostile", slo("<script>alert('slo')</script>", slo().indicator()));
    }

    /// A service whose work waits.
    public static Line flowing() {
        return single("flowing", slo("", FLOW));
    }

    private static Line single(String name, Slo slo) {
        Budget budget = budget(Tally.ofWhole(1, 1, 1));
        return new Line(
                new ServiceName(name),
                new TeamName("market-team"),
                List.of(
                        new Health(
                                slo,
                                new Budget.Both(budget, budget),
                                Optional.empty(),
                                List.of())));
    }

    private static TierStanding firing() {
        BurnTier tier = BurnTier.of(Severity.PAGE, Duration.ofHours(1), Share.parse("2%"), LENGTH);
        return new TierStanding(tier, new Firing(NOW.minus(Duration.ofMinutes(12)), Ratio.ONE));
    }

    public static Slo slo() {
        return slo("", new Availability(List.of(), List.of(), AT));
    }

    private static Slo slo(String description, Indicator indicator) {
        return new Slo(
                new SloName("availability"),
                description,
                indicator,
                OBJECTIVE,
                new Period.Rolling(28),
                new Alerting(1, List.of()),
                Optional.of(URI.create("https://playbooks.example/availability")),
                AT);
    }

    private static Budget budget(Tally tally) {
        return Budget.of(OBJECTIVE, List.of(new Slot(NOW.minus(LENGTH), LENGTH, tally)), LENGTH);
    }

    private static Optional<Ratio> burn(Tally tally) {
        return tally.isBlind() ? Optional.empty() : Optional.of(Budget.burn(OBJECTIVE, tally));
    }
}
