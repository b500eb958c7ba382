package dev.kiban.gateway.limit;

import static dev.kiban.gateway.limit.SimulatedBackend.adaptive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Concurrency;
import dev.kiban.gateway.limit.SimulatedBackend.Outcome;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimitTest {
    /// 50 at a time, 10 ms each: 5,000 answers a second.
    private static final int CAPACITY = 50;

    private static final double CAN = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void comesToBeNearWhatTheBackendCanServe(long seed) {
        SimulatedBackend backend = backend(seed);
        backend.run(10, 2 * CAN);

        Outcome outcome = backend.run(30, 2 * CAN);

        assertThat(outcome.limit()).isBetween(CAPACITY / 2, 2 * CAPACITY + 20);
        assertThat(outcome.perSecond()).isGreaterThan(0.9 * CAN);
        assertThat(outcome.latencyMillis()).isLessThan(25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void staysThereHoweverLongItIsTooMuch(long seed) {
        SimulatedBackend backend = backend(seed);

        Outcome outcome = backend.run(120, 3 * CAN);

        assertThat(outcome.limit()).isBetween(CAPACITY / 2, 2 * CAPACITY + 20);
        assertThat(outcome.perSecond()).isGreaterThan(0.9 * CAN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBackendThatCanDoLessGetsLessAndOneThatRecoversGetsItBack(long seed) {
        SimulatedBackend backend = backend(seed);
        backend.run(30, 2 * CAN);

        backend.serves(CAPACITY / 5);
        backend.run(20, 2 * CAN);
        Outcome worse = backend.run(10, 2 * CAN);
        assertThat(worse.limit()).isLessThan(CAPACITY);
        assertThat(worse.perSecond()).isGreaterThan(0.9 * CAN / 5);

        backend.serves(CAPACITY);
        backend.run(30, 2 * CAN);
        Outcome again = backend.run(10, 2 * CAN);
        assertThat(again.perSecond()).isGreaterThan(0.9 * CAN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBackendThatIsNotOverloadedIsHardlyHeldBackHoweverItsAnswersVary(long seed) {
        SimulatedBackend backend = backend(seed);
        backend.run(20, 0.8 * CAN);

        Outcome outcome = backend.run(60, 0.8 * CAN);

        assertThat(outcome.refused()).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallBackendIsNotMistakenForASlowOne(long seed) {
        SimulatedBackend backend = new SimulatedBackend(seed, 4, 10, adaptive(1, 1_000));
        backend.run(30, 2 * 400);

        Outcome outcome = backend.run(30, 2 * 400);

        assertThat(outcome.limit()).isBetween(2, 16);
        assertThat(outcome.perSecond()).isGreaterThan(0.85 * 400);
    }

    @Test
    void withoutLearningItIsWhatIsSaid() {
        SimulatedBackend backend =
                new SimulatedBackend(1, CAPACITY, 10, new Concurrency(70, 0, Optional.empty()));

        Outcome outcome = backend.run(30, 2 * CAN);

        assertThat(outcome.limit()).isEqualTo(70);
        assertThat(outcome.latencyMillis()).isBetween(13.0, 15.0);
    }

    @Test
    void neverMoreThanThatAreUnderWayWhoeverAsks() {
        CallLimit limit = new CallLimit(new Concurrency(3, 0, Optional.empty()));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService loops = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                loops.execute(() -> enterAndLeave(limit, inside, most));
            }
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(limit.underWay()).isZero();
    }

    @Test
    void aCallWhoseAnswerHasBegunStillCountsForTheWholeAndNotForWhatIsLearned() {
        CallLimit limit = new CallLimit(adaptive(1, 40));
        CallLimit.Seen seen = new CallLimit.Seen();

        for (int i = 0; i < 30; i++) {
            assertThat(limit.enter(seen)).isTrue();
            limit.answered();
        }

        assertThat(limit.limit()).isEqualTo(1);
        assertThat(limit.underWay()).isEqualTo(30);
    }

    private static void enterAndLeave(CallLimit limit, AtomicInteger inside, AtomicInteger most) {
        CallLimit.Seen seen = new CallLimit.Seen();
        for (int i = 0; i < 20_000; i++) {
            if (limit.enter(seen)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                limit.answered();
                limit.leave();
            }
        }
    }

    private static SimulatedBackend backend(long seed) {
        return new SimulatedBackend(seed, CAPACITY, 10, adaptive(5, 1_000));
    }
}
