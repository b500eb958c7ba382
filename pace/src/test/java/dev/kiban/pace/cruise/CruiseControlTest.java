package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.steer.Position.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CruiseControlTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final PaceSignal LAG =
            new PaceSignal(
                    "lag", new PaceSignal.Pushed(), 1, 10, Duration.ZERO, Duration.ofSeconds(30));

    private Instant now = START;
    private final Pacer pacer = new Pacer(Bounds.USUAL, new SplittableRandom(7), 0, _ -> {});
    private final CruiseControl cruise = new CruiseControl(pacer, this::nanos, () -> now);

    @Test
    void beginsWhereItIsSafeAndClimbsWhileAllIsWell() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("all")).isEqualTo(200);
        pass(Duration.ofMinutes(10), 0.5);

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(helm().move()).isEqualTo(Move.CLIMBS);
    }

    @Test
    void comesDownBeforeDangerAndUpAgain() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(10), 0.5);

        pass(Duration.ofMinutes(3), 20);
        double low = rate("all");
        pass(Duration.ofMinutes(2), 0.5);

        assertThat(low).isBetween(10.0, 400.0);
        assertThat(rate("all")).isGreaterThan(low);
    }

    @Test
    void leansToWhatIsSafeWhenNobodyTellsAnything() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(10), 0.5);

        for (int i = 0; i < 1_200; i++) {
            second();
        }

        assertThat(rate("all")).isEqualTo(200);
        assertThat(helm().signals().getFirst().stale()).isTrue();
    }

    @Test
    void limitsByAHeaderStayAsTheyAre() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("x-sender")).isEqualTo(6);
    }

    @Test
    void steersWithinWhatPeopleOrder() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        cruise.obey(ordered(new Order.OtherRate("all", Rate.perSecond(100))));

        assertThat(rate("all")).isEqualTo(20);
        pass(Duration.ofMinutes(10), 0.5);

        assertThat(rate("all")).isEqualTo(100);
    }

    @Test
    void ordersEndByThemselves() {
        cruise.plan(List.of(plan()), Map.of());
        cruise.obey(
                new Orders(
                        List.of(
                                given(
                                        new Order.Pause(),
                                        Optional.of(START.plus(Duration.ofMinutes(1)))))));

        assertThat(pacer.report(nanos()).getFirst().paused()).isTrue();
        pass(Duration.ofMinutes(1), 0);

        assertThat(pacer.report(nanos()).getFirst().paused()).isFalse();
    }

    @Test
    void staysWhereItIsWhenOtherPlansHold() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));
        pass(Duration.ofMinutes(4), 0.5);
        double before = rate("all");

        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(rate("all")).isEqualTo(before).isGreaterThan(200);
    }

    @Test
    void goesByTheDefinitionWhenItIsSteeredNoMore() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        cruise.plan(List.of(plan()), Map.of());

        assertThat(rate("all")).isEqualTo(1_000);
        assertThat(cruise.measured(PUSH, "lag", 3)).isFalse();
    }

    @Test
    void knowsNoSignalThatIsNotDefined() {
        cruise.plan(List.of(plan()), Map.of(PUSH, steering()));

        assertThat(cruise.measured(PUSH, "load", 3)).isFalse();
        assertThat(cruise.measured(new PaceName("mail"), "lag", 3)).isFalse();
        assertThat(cruise.measured(PUSH, "lag", 3)).isTrue();
    }

    private void pass(Duration time, double lag) {
        for (long i = 0; i < time.toSeconds(); i++) {
            now = now.plusSeconds(1);
            cruise.measured(PUSH, "lag", lag);
            cruise.look();
        }
    }

    private HelmReport helm() {
        return Optional.ofNullable(cruise.report().get(PUSH)).orElseThrow();
    }

    private void second() {
        now = now.plusSeconds(1);
        cruise.look();
    }

    /// In jobs a second.
    private double rate(String limit) {
        return pacer.report(nanos()).getFirst().limits().stream()
                .filter(one -> one.name().equals(limit))
                .mapToDouble(one -> one.rate().anHour() / 3_600.0)
                .findFirst()
                .orElseThrow();
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    private static PacePlan plan() {
        return PacePlan.of(
                PUSH,
                LimitPlan.of("all", Rate.perSecond(1_000)),
                LimitPlan.of("x-sender", Rate.perSecond(6)).byHeader("x-sender"));
    }

    private static PaceSteering steering() {
        return new PaceSteering(
                1,
                20,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                List.of(LAG));
    }

    private static Orders ordered(Order order) {
        return new Orders(List.of(given(order, Optional.empty())));
    }

    private static Given given(Order order, Optional<Instant> until) {
        return new Given(
                PUSH,
                order.about(),
                Optional.of(order),
                until,
                new Given.Made("amy", "", START),
                1);
    }
}
