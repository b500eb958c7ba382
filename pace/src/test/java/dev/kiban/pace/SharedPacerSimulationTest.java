package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.Fleet.Replica;
import dev.kiban.pace.Fleet.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Replicas, their store, and all that happens to both: links that are cut, a store that stands
/// still or forgets, jobs that are given back, end elsewhere, or never.
class SharedPacerSimulationTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final PaceName DATABASE = new PaceName("database");
    private static final long SECOND = 1_000 * Fleet.MILLI;
    private static final int SEEDS = 60;
    private static final int LEASE_SECONDS = 5;
    private static final long FIXED_BEFORE = 5 * SECOND;

    @Test
    void neverStartMoreThanIsSaid() {
        int starts = 0;
        int faults = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Voyage voyage = new Voyage(seed);

            voyage.go();

            starts += voyage.fleet.starts.size();
            faults += voyage.faults;
            voyage.keepsToTheBound();
            voyage.answersEverybody();
            voyage.losesNoPermit();
        }
        assertThat(starts).isGreaterThan(SEEDS * 100);
        assertThat(faults).isGreaterThan(SEEDS);
    }

    /// One fleet, for a minute of work, and until all is quiet.
    private static final class Voyage {
        private final int seed;
        private final Random random;
        private final int number;
        private final double rate;
        private final int immediate;
        private final int jobs;
        private final long slowestMillis;
        private final Fleet fleet;
        private int faults;
        private final List<Outage> outages = new ArrayList<>();

        /// @param cutOff one replica, while the others go on
        private record Outage(long from, long to, boolean cutOff) {

            double secondsIn(long begin, long end) {
                return Math.max(0, Math.min(to, end) - Math.max(from, begin)) / 1e9;
            }

            /// Turns that were fixed before stay where they were.
            boolean touches(long begin, long end) {
                return from <= end && to + FIXED_BEFORE >= begin;
            }
        }

        Voyage(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.number = 2 + random.nextInt(4);
            this.rate = 5 + random.nextInt(40);
            this.immediate = random.nextBoolean() ? 0 : random.nextInt(20);
            this.jobs = number * (1 + random.nextInt(10));
            this.slowestMillis = random.nextLong(1, 31);
            LimitPlan limit =
                    LimitPlan.of("all", Rate.perSecond((long) rate))
                            .withBurst(immediate + 100, immediate);
            LimitPlan database = LimitPlan.of("all", Rate.perSecond(1_000)).withBurst(1_000, 500);
            this.fleet =
                    new Fleet(
                            number,
                            slowestMillis,
                            random,
                            PacePlan.of(PUSH, limit)
                                    .within(DATABASE)
                                    .waiting(Duration.ofSeconds(20))
                                    .inFlight(
                                            new InFlight(jobs, Duration.ofSeconds(LEASE_SECONDS))),
                            PacePlan.of(DATABASE, database));
        }

        void go() {
            fleet.run(SECOND);
            for (int step = 0; step < 600; step++) {
                fleet.run(random.nextLong(200) * Fleet.MILLI);
                act();
            }
            fleet.continueStore();
            fleet.replicas.forEach(Replica::heal);
            fleet.run(60 * SECOND);
        }

        private Replica anybody() {
            return fleet.replicas.get(random.nextInt(number));
        }

        private void act() {
            switch (random.nextInt(200)) {
                case 0 -> cut(anybody());
                case 1 -> stand();
                case 2 -> {
                    outage(0, false);
                    fleet.killStore();
                }
                case 3, 4, 5, 6, 7 -> leave(anybody());
                default -> {
                    for (int i = random.nextInt(1 + (int) rate / 4); i >= 0; i--) {
                        anybody().ask(Ask.of(PUSH), this::work);
                    }
                }
            }
        }

        private void leave(Replica replica) {
            if (replica.askQuietly(Ask.of(PUSH)) instanceof Waits(Place place, _, _)) {
                fleet.in(
                        random.nextLong(100) * Fleet.MILLI,
                        () -> replica.pacer.hangUp(place, fleet.now()));
            }
        }

        /// A job that started: it ends at any replica, or is forgotten.
        private void work(String permit) {
            if (random.nextInt(20) == 0) {
                return;
            }
            fleet.in(
                    random.nextLong(2_000) * Fleet.MILLI,
                    () -> anybody().pacer.settle(PermitAct.DONE, permit, _ -> {}, fleet.now()));
        }

        private void cut(Replica replica) {
            long seconds = random.nextLong(1, 9);
            outage(seconds, true);
            replica.cut();
            fleet.in(seconds * SECOND, replica::heal);
        }

        private void stand() {
            long seconds = random.nextLong(1, 9);
            outage(seconds, false);
            fleet.stopStore();
            fleet.in(seconds * SECOND, fleet::continueStore);
        }

        /// Until all have noticed that it is over.
        private void outage(long seconds, boolean cutOff) {
            faults++;
            outages.add(new Outage(fleet.now(), fleet.now() + (seconds + 2) * SECOND, cutOff));
        }

        private void keepsToTheBound() {
            List<Long> starts = fleet.starts.stream().map(Start::nanos).sorted().toList();
            for (int from = 0; from < starts.size(); from++) {
                for (int to = from; to < starts.size(); to++) {
                    if (to - from + 1 > bound(starts.get(from), starts.get(to))) {
                        fail(
                                "seed %d: at %s a second, after %s, %s start",
                                seed, rate, outages, starts.subList(from, to + 1));
                    }
                }
            }
        }

        /// The immediate share, one, and what drains meanwhile; an answer may be on its way for as
        /// long as the store has to answer. Each outage adds one job for each replica as it goes,
        /// and as it comes back; who is cut off has its share besides.
        private double bound(long begin, long end) {
            double most = immediate + 1 + rate * ((end - begin) / 1e9 + slowestMillis / 1e3);
            boolean isCalm = true;
            for (Outage outage : outages) {
                if (outage.touches(begin, end)) {
                    isCalm = false;
                    most += 2 * number;
                    most += outage.cutOff ? outage.secondsIn(begin, end) * rate / number : 0;
                }
            }
            return isCalm ? most : most + rate * Sharing.PATIENCE_NANOS / 1e9;
        }

        private void answersEverybody() {
            assertThat(fleet.answered).as("seed %d", seed).isEqualTo(fleet.asked);
        }

        /// When all leases are over, as many may start as if nothing had happened.
        private void losesNoPermit() {
            fleet.replicas.forEach(
                    one ->
                            assertThat(one.pacer.store().orElseThrow().isUp())
                                    .as("seed %d", seed)
                                    .isTrue());
            int before = fleet.starts.size();
            for (int i = 0; i < jobs; i++) {
                anybody().ask(Ask.of(PUSH), _ -> {});
            }
            fleet.run(4 * SECOND + (long) (jobs / rate * SECOND));
            assertThat(fleet.starts.size() - before).as("seed %d", seed).isEqualTo(jobs);
        }
    }
}
