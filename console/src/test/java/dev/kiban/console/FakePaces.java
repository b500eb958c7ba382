package dev.kiban.console;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Paces in every state.
public final class FakePaces implements Paces {
    private static final TeamName TEAM = new TeamName("notification-team");
    private static final Instant NOW = FakeBoard.NOW;

    private final List<Pace> paces;

    public FakePaces(List<Pace> paces) {
        this.paces = List.copyOf(paces);
    }

    /// One in each state; names of askers and reasons are hostile.
    public static FakePaces everyState() {
        return new FakePaces(
                List.of(
                        pace("a-paused", true, List.of(pausing()), Optional.of(now(1, false))),
                        pace(
                                "b-campaign",
                                false,
                                List.of(),
                                Optional.of(campaigning(Verdict.WILL_MISS, Optional.empty()))),
                        pace("c-steered", false, List.of(halving()), Optional.of(now(0.4, true))),
                        pace("d-unseen", false, List.of(), Optional.empty()),
                        pace(
                                "e-open",
                                false,
                                List.of(),
                                Optional.of(
                                        campaigning(
                                                Verdict.ON_TRACK,
                                                Optional.of(NOW.plusSeconds(3_000)))))));
    }

    /// Many that are open.
    public static FakePaces many(int paces) {
        return new FakePaces(
                IntStream.range(0, paces)
                        .mapToObj(
                                i ->
                                        pace(
                                                "pace-%04d".formatted(i),
                                                false,
                                                List.of(),
                                                Optional.of(now(1, false))))
                        .toList());
    }

    @Override
    public List<Pace> read() {
        return paces;
    }

    @Override
    public Optional<Profile> read(PaceName name, Span span) {
        return paces.stream()
                .filter(pace -> pace.name().equals(name))
                .findFirst()
                .map(pace -> new Profile(pace, past(pace, span)));
    }

    /// With a gap, and rates that come down and up again.
    private static Optional<List<Moment>> past(Pace pace, Span span) {
        if (pace.now().isEmpty()) {
            return Optional.empty();
        }
        List<Moment> moments = new ArrayList<>();
        Instant at = span.start();
        for (int i = 0; at.isBefore(span.end()); i++) {
            if (i < 20 || i > 28) {
                double share = 0.6 + 0.4 * Math.cos(i / 9.0);
                moments.add(
                        new Moment(
                                at,
                                480 * share,
                                i % 17 == 0 ? 3 : 0,
                                90 + 60 * Math.sin(i / 7.0),
                                40,
                                OptionalDouble.of(500 * share),
                                share));
            }
            at = at.plus(span.step());
        }
        return Optional.of(moments);
    }

    private static Pace pace(String name, boolean paused, List<Order> orders, Optional<Now> now) {
        return new Pace(
                new PaceName(name),
                TEAM,
                paused,
                List.of(
                        new Limit("all", "500/s", "250/s", now.map(_ -> "200/s")),
                        new Limit("x-sender", "6/s", "6/s", now.map(_ -> "6/s"))),
                orders,
                now);
    }

    private static Now now(double share, boolean steered) {
        return new Now(
                198.7,
                1_203,
                Optional.of(new Jobs(48, 50)),
                steered
                        ? Optional.of(
                                new Steering(
                                        share,
                                        List.of(
                                                new Signal(
                                                        "lag", OptionalDouble.of(4.2), 0.83, false),
                                                new Signal(
                                                        "mood", OptionalDouble.empty(), 0, true))))
                        : Optional.empty(),
                Optional.empty(),
                List.of(
                        new Asker("x-sender: shop-1", 0.34),
                        new Asker("x-sender: <script>alert(1)</script>", 0.09)),
                List.of("batch-1:8090", "batch-2:8090"));
    }

    private static Now campaigning(Verdict verdict, Optional<Instant> through) {
        return new Now(
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        new Campaign(
                                1_000_000,
                                412_000,
                                NOW.plus(Duration.ofHours(1)),
                                verdict,
                                through,
                                "115/s")),
                List.of(),
                List.of("batch-1:8090"));
    }

    private static Order pausing() {
        return new Order(
                "pause",
                "shop-team/ci",
                "<script>alert(1)</script>",
                NOW.minusSeconds(600),
                Optional.empty(),
                214);
    }

    private static Order halving() {
        return new Order(
                "ratio 50%",
                "shop-team/ci",
                "the replica lags",
                NOW.minusSeconds(600),
                Optional.of(NOW.plusSeconds(600)),
                215);
    }
}
