package dev.kiban.pace.portion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.Jobs;
import dev.kiban.pace.Rate;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replicas that renew what they have while calls get lost on the way there and back, replicas are
/// cut off, end, and come again: at no time may all of them use more than there is.
class PortionSimulationTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final int JOBS = 20;
    private static final PacePlan PLAN =
            PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(100)));
    private static final int STEPS = 600;
    private static final int RUNS = 300;

    private final List<Replica> replicas = new ArrayList<>();
    private IntSupplier slowness = () -> 0;
    private long now;

    /// Calls that do not come through.
    private enum Lost {
        NOTHING,
        REQUEST,
        REPLY
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// One process, and how it is doing.
    private final class Replica {
        private final PortionStore store;
        private final PortionKeeper keeper;
        private Portion uses = Portion.NONE;
        private boolean isCutOff;
        private boolean isBusy;
        private boolean hasPace = true;
        private Lost lost = Lost.NOTHING;
        private long passed;
        private long waited;

        Replica(String name, int number, PortionStore all) {
            this.store = new LossyStore(all, this);
            this.keeper =
                    new PortionKeeper(
                            name,
                            new Allotment(number),
                            new PortionKeeper.Ports(
                                    () -> Optional.of(store),
                                    () -> List.of(PLAN),
                                    () -> hasPace ? List.of(report()) : List.of(),
                                    (_, portion) -> uses = portion,
                                    () -> now),
                            Log.of(PortionSimulationTest.class));
        }

        private PaceReport report() {
            int inLine = isBusy ? 50 : 0;
            return new PaceReport(
                    PUSH,
                    false,
                    inLine,
                    Optional.of(new Jobs(0, JOBS)),
                    Optional.empty(),
                    passed,
                    waited,
                    0,
                    0,
                    0,
                    0,
                    List.of());
        }

        /// A new definition may have the pace, or not.
        void serves(boolean nowHasPace) {
            hasPace = nowHasPace;
            uses = nowHasPace ? uses : Portion.NONE;
        }

        /// Now and then, a call takes long.
        void waits() {
            now += Duration.ofMillis(slowness.getAsInt()).toNanos();
        }

        void step() {
            try {
                keeper.renew();
            } catch (Cut _) {
                keeper.apply();
            }
        }
    }

    private record LossyStore(PortionStore all, Replica replica) implements PortionStore {
        @Override
        public Map<PaceName, Portion> renew(Renewing who, Supplier<Map<PaceName, Demand>> demands) {
            if (replica.isCutOff || replica.lost == Lost.REQUEST) {
                throw new Cut();
            }
            replica.waits();
            Map<PaceName, Portion> got = all.renew(who, demands);
            replica.waits();
            if (replica.lost == Lost.REPLY) {
                throw new Cut();
            }
            return got;
        }

        @Override
        public void giveBack(String name) {
            all.giveBack(name);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void neverUseMoreThanThereIs(int number) {
        for (int seed = 0; seed < RUNS; seed++) {
            replicas.clear();
            now = 0;
            Random random = new Random(seed);
            slowness = () -> random.nextInt(10) == 0 ? random.nextInt(9_000) : 0;
            run(number, random, "%d replicas, seed %d".formatted(number, seed));
        }
    }

    private void run(int number, Random random, String what) {
        FakePortions store = new FakePortions(() -> Instant.EPOCH.plusNanos(now));
        for (int i = 0; i < number; i++) {
            replicas.add(new Replica("r" + i, number, store));
        }
        for (int step = 0; step < STEPS; step++) {
            now += Duration.ofMillis(random.nextInt(400)).toNanos();
            int index = random.nextInt(number);
            Replica one = replicas.get(index);
            switch (random.nextInt(40)) {
                case 0 -> one.isCutOff = !one.isCutOff;
                case 1 -> one.isBusy = !one.isBusy;
                case 2 -> replicas.set(index, new Replica("r" + index, number, store));
                case 3 -> replicas.set(index, new Replica("s" + step, number, store));
                case 4 -> {
                    store.giveBack("r" + index);
                    replicas.set(index, new Replica("t" + step, number, store));
                }
                case 5 -> one.serves(!one.hasPace);
                default -> {
                    one.lost = Lost.values()[Math.max(0, random.nextInt(12) - 9)];
                    one.step();
                }
            }
            // Each looks at its own clock all the time.
            replicas.forEach(replica -> replica.keeper.apply());
            long parts = replicas.stream().mapToLong(all -> all.uses.partsPerMillion()).sum();
            int jobs = replicas.stream().mapToInt(all -> all.uses.jobs()).sum();
            assertThat(parts).as("%s, step %d", what, step).isLessThanOrEqualTo(Portion.WHOLE);
            assertThat(jobs).as("%s, step %d", what, step).isLessThanOrEqualTo(JOBS);
        }
    }

    @Test
    void giveTheBusyOnesAllThatTheOthersDoNotWant() {
        FakePortions store = new FakePortions(() -> Instant.EPOCH.plusNanos(now));
        for (int i = 0; i < 4; i++) {
            replicas.add(new Replica("r" + i, 4, store));
        }
        replicas.get(0).isBusy = true;
        replicas.get(1).isBusy = true;

        for (int round = 0; round < 4; round++) {
            now += Duration.ofSeconds(1).toNanos();
            replicas.forEach(Replica::step);
        }

        assertThat(replicas)
                .extracting(one -> one.uses.partsPerMillion())
                .containsExactly(487_500L, 487_500L, 12_500L, 12_500L);
        assertThat(replicas).extracting(one -> one.uses.jobs()).containsExactly(9, 9, 1, 1);
    }

    @Test
    void goOnWithWhatIsSafeWhenTheStoreIsAway() {
        FakePortions store = new FakePortions(() -> Instant.EPOCH.plusNanos(now));
        for (int i = 0; i < 4; i++) {
            replicas.add(new Replica("r" + i, 4, store));
        }
        replicas.getFirst().isBusy = true;
        for (int round = 0; round < 4; round++) {
            now += Duration.ofSeconds(1).toNanos();
            replicas.forEach(Replica::step);
        }

        replicas.forEach(one -> one.isCutOff = true);
        now += Duration.ofSeconds(25).toNanos();
        replicas.forEach(Replica::step);

        assertThat(replicas).extracting(one -> one.uses).containsOnly(new Portion(250_000, 5));
    }
}
