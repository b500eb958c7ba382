package dev.kiban.pace.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.pace.Rate;
import dev.kiban.pace.steer.Position.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final double TICK_SECONDS = (double) TICK.toSeconds();
    private static final Signal LAG =
            new Signal("lag", 1, 5, Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final Signal THREADS =
            new Signal("threads", 70, 100, Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final int RUNS = 300;

    /// Two hours; what the database can do changes after one.
    private static final int TICKS = 1_440;

    /// The last half hour before that, and of all.
    private static final int CALM_TICKS = 360;

    @Test
    void beginsWhereItIsSafeAndClimbsInSmallSteps() {
        Position begun = Steering.USUAL.begin(START);

        Position position = goOn(begun, List.of(healthy()), Duration.ofMinutes(1));

        assertThat(begun.share()).isEqualTo(0.2);
        assertThat(position.share()).isBetween(0.29, 0.31);
        assertThat(position.move()).isEqualTo(Move.CLIMBS);
    }

    @Test
    void fallsAtOnceWhenDangerIsNearAndThenSeesWhatComesOfIt() {
        Position high = new Position(0.8, Position.UNKNOWN, START, Instant.MIN, Move.CLIMBS);
        Level danger = Level.unknown(LAG).then(5, START);

        Position first = Steering.USUAL.decide(high, List.of(danger), START.plusSeconds(1));
        Position second = Steering.USUAL.decide(first, List.of(danger), START.plusSeconds(6));
        Position third = Steering.USUAL.decide(second, List.of(danger), START.plusSeconds(36));

        assertThat(first.share()).isBetween(0.65, 0.72);
        assertThat(second.share()).isEqualTo(first.share());
        assertThat(second.move()).isEqualTo(Move.HOLDS);
        assertThat(third.share()).isLessThan(second.share());
    }

    @Test
    void holdsBetweenHealthyAndDanger() {
        Level between = Level.unknown(LAG).then(3, START);
        Position begun = Steering.USUAL.begin(START);

        Position position = Steering.USUAL.decide(begun, List.of(between), START.plusSeconds(5));

        assertThat(position.share()).isEqualTo(begun.share());
        assertThat(position.move()).isEqualTo(Move.HOLDS);
    }

    @Test
    void takesTheWorstSignal() {
        Level danger = Level.unknown(THREADS).then(100, START);
        Position begun = Steering.USUAL.begin(START);

        Position position =
                Steering.USUAL.decide(begun, List.of(healthy(), danger), START.plusSeconds(5));

        assertThat(position.move()).isEqualTo(Move.FALLS);
    }

    @Test
    void knowsSignalsOfWhichLessIsWorse() {
        Signal free = new Signal("free", 50, 10, Duration.ZERO, Duration.ofMinutes(1));

        assertThat(free.pressure(80)).isEqualTo(0);
        assertThat(free.pressure(30)).isEqualTo(0.5);
        assertThat(free.pressure(10)).isEqualTo(1);
    }

    @Test
    void holdsWhileASignalIsStaleAndThenLeansToWhatIsSafe() {
        Position high = new Position(0.8, Position.UNKNOWN, START, Instant.MIN, Move.CLIMBS);
        Position low = new Position(0.05, Position.UNKNOWN, START, Instant.MIN, Move.FALLS);
        List<Level> silent = List.of(healthy());

        Position held = goOn(high, silent, Duration.ofSeconds(170));
        Position lost = goOn(high, silent, Duration.ofMinutes(30));
        Position lostWhileLow = goOn(low, silent, Duration.ofMinutes(30));

        assertThat(held.move()).isEqualTo(Move.HOLDS);
        assertThat(held.share()).isBetween(0.8, 0.91); // a minute of climbing, until it was stale
        assertThat(lost.share()).isEqualTo(Steering.USUAL.safe());
        assertThat(lostWhileLow.share()).isEqualTo(Steering.USUAL.safe());
    }

    @Test
    void leansWhereASignalWasNeverMeasured() {
        Position high = new Position(0.8, Position.UNKNOWN, START, Instant.MIN, Move.CLIMBS);

        Position position = goOn(high, List.of(Level.unknown(LAG)), Duration.ofSeconds(5));

        assertThat(position.move()).isEqualTo(Move.LEANS);
    }

    @Test
    void smoothsWhatIsMeasuredAndForgetsWhatIsOld() {
        Level calm = Level.unknown(LAG).then(0, START);

        Level shaken = calm.then(5, START.plusSeconds(10));
        Level later = calm.then(5, START.plusSeconds(100));

        assertThat(shaken.pressure()).isBetween(0.6, 0.7);
        assertThat(later.pressure()).isEqualTo(1);
        assertThat(shaken.then(Double.NaN, START.plusSeconds(20))).isEqualTo(shaken);
    }

    @Test
    void turnsAShareIntoARate() {
        Position third = new Position(1 / 3.0, Position.UNKNOWN, START, Instant.MIN, Move.HOLDS);

        assertThat(third.rate(Rate.perSecond(1)).anHour()).isEqualTo(1_200);
        assertThat(third.rate(Rate.perHour(1)).anHour()).isEqualTo(1);
        assertThat(third.rate(Rate.NONE)).isEqualTo(Rate.NONE);
    }

    /// Replication lag is the hardest: it says nothing of the rate until it is too high.
    @Test
    void doesNotSwingALagThatFollowsIt() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Run run = run(random, new Database.Replica(random, random.nextInt(4)), LAG);

            for (Calm calm : run.calms()) {
                assertThat(calm.swing()).as("seed %d", seed).isLessThan(0.2);
                assertThat(calm.load().getAverage()).as("seed %d", seed).isBetween(0.85, 1.0);
                assertThat(calm.worst()).as("seed %d", seed).isLessThan(1.5 * LAG.danger());
            }
        }
    }

    @Test
    void settlesWhereThreadsFollowTheLoad() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Run run = run(random, new Database.Primary(random, random.nextInt(4)), THREADS);

            for (Calm calm : run.calms()) {
                assertThat(calm.swing()).as("seed %d", seed).isLessThan(0.15);
                assertThat(calm.load().getAverage()).as("seed %d", seed).isGreaterThan(0.75);
                assertThat(calm.worst()).as("seed %d", seed).isLessThan(1.1 * THREADS.danger());
            }
        }
    }

    /// What others do, so that it is seen that a swing would be noticed.
    @Test
    void wouldSwingIfItWereOnlyOnAndOff() {
        Random random = new Random(1);
        Database replica = new Database.Replica(random, 2);
        List<Double> shares = new ArrayList<>();
        double lag = 0;
        for (int i = 0; i < CALM_TICKS; i++) {
            shares.add(lag < LAG.danger() ? 1.0 : 0.01);
            lag = replica.measured(shares.getLast() / 0.5, TICK_SECONDS);
        }

        assertThat(new Calm(shares, List.of(), 0.5).swing()).isGreaterThan(1.5);
    }

    /// Half an hour in which nothing changes, an hour after something did.
    private record Calm(List<Double> shares, List<Double> felt, double capacity) {

        /// From the least to the most, in relation to what the database can do.
        double swing() {
            DoubleSummaryStatistics all = load();
            return all.getMax() - all.getMin();
        }

        DoubleSummaryStatistics load() {
            return shares.stream().mapToDouble(share -> share / capacity).summaryStatistics();
        }

        double worst() {
            return felt.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
    }

    private record Run(List<Calm> calms) {}

    private static Run run(RandomGenerator random, Database database, Signal signal) {
        double before = random.nextDouble(0.2, 0.9);
        double after = random.nextDouble(0.2, 0.9);
        DoubleUnaryOperator capacity = tick -> tick < TICKS / 2 ? before : after;
        Steering steering = Steering.USUAL;
        Position position = steering.begin(START);
        Level level = Level.unknown(signal);
        List<Double> shares = new ArrayList<>();
        List<Double> felt = new ArrayList<>();
        for (int i = 1; i <= TICKS; i++) {
            Instant now = START.plus(TICK.multipliedBy(i));
            double load = position.share() / capacity.applyAsDouble(i - 1);
            double measured = database.measured(load, TICK_SECONDS);
            level = level.then(measured, now);
            position = steering.decide(position, List.of(level), now);
            shares.add(position.share());
            felt.add(measured);
        }
        int half = TICKS / 2;
        return new Run(
                List.of(
                        new Calm(
                                shares.subList(half - CALM_TICKS, half),
                                felt.subList(half - CALM_TICKS, half),
                                before),
                        new Calm(
                                shares.subList(TICKS - CALM_TICKS, TICKS),
                                felt.subList(TICKS - CALM_TICKS, TICKS),
                                after)));
    }

    private static Level healthy() {
        return Level.unknown(LAG).then(0, START);
    }

    /// With levels that nobody measures again.
    private static Position goOn(Position from, List<Level> levels, Duration time) {
        Position position = from;
        Instant end = from.at().plus(time);
        for (Instant now = from.at().plus(TICK); !now.isAfter(end); now = now.plus(TICK)) {
            position = Steering.USUAL.decide(position, levels, now);
        }
        return position;
    }
}
