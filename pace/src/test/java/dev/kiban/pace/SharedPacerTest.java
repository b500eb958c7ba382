package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Fleet.Start;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replicas that count together, in time that passes only here.
class SharedPacerTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final long SECOND = 1_000 * Fleet.MILLI;

    /// All are as fast as one would be, however many they are.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void bringWorkToTheEndWhenTheRateSays(int number) {
        PacePlan plan =
                PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(10)))
                        .waiting(Duration.ofHours(1));
        Fleet fleet = new Fleet(number, 2, new Random(7), plan);
        fleet.run(SECOND);
        long begun = fleet.now();

        for (int i = 0; i < 600; i++) {
            fleet.replicas.get(i % number).ask(Ask.of(PUSH));
        }
        fleet.run(70 * SECOND);

        assertThat(fleet.starts).hasSize(600);
        long last = fleet.starts.stream().mapToLong(Start::nanos).max().orElseThrow();
        assertThat((last - begun) / Fleet.MILLI).isBetween(59_900L, 59_920L);
        assertThat(mostInSixteen(fleet.starts, number)).isBetween(16L / number, 16L / number + 1);
    }

    /// Of any sixteen starts, so many are of one replica at most.
    private static long mostInSixteen(List<Start> starts, int replicas) {
        List<Start> sorted =
                starts.stream().sorted(Comparator.comparingLong(Start::nanos)).toList();
        long most = 0;
        for (int from = 0; from + 16 <= sorted.size() - 16; from++) {
            List<Start> window = sorted.subList(from, from + 16);
            for (int i = 0; i < replicas; i++) {
                int replica = i;
                most =
                        Math.max(
                                most,
                                window.stream().filter(one -> one.replica() == replica).count());
            }
        }
        return most;
    }

    @Test
    void letPassAtOnceWhatIsImmediateForAllTogether() {
        LimitPlan limit = LimitPlan.of("all", Rate.perSecond(10)).withBurst(100, 20);
        Fleet fleet = new Fleet(3, 3, new Random(7), PacePlan.of(PUSH, limit));
        fleet.run(10 * SECOND);
        long begun = fleet.now();

        for (int i = 0; i < 90; i++) {
            fleet.replicas.get(i % 3).ask(Ask.of(PUSH));
        }
        fleet.run(SECOND);

        long atOnce =
                fleet.starts.stream().filter(one -> one.nanos() < begun + SECOND / 10).count();
        assertThat(atOnce).isEqualTo(21);
    }

    /// What had drained in the store meanwhile, others have let through.
    @Test
    void doNotBurstWhenTheStoreIsBack() {
        LimitPlan limit = LimitPlan.of("all", Rate.perSecond(10)).withBurst(1_000, 50);
        PacePlan plan = PacePlan.of(PUSH, limit).waiting(Duration.ofHours(1));
        Fleet fleet = new Fleet(2, 2, new Random(7), plan);
        fleet.run(20 * SECOND);
        fleet.replicas.forEach(Fleet.Replica::cut);

        for (int i = 0; i < 400; i++) {
            fleet.replicas.get(i % 2).ask(Ask.of(PUSH));
        }
        fleet.run(10 * SECOND);
        int alone = fleet.starts.size();
        fleet.replicas.forEach(Fleet.Replica::heal);
        fleet.run(3 * SECOND);

        assertThat(alone).isBetween(85, 102);
        assertThat(fleet.starts.size() - alone).isBetween(25, 34);
    }

    @Test
    void knowWhenTheTurnIsOfWhoDoesNotWait() {
        PacePlan plan = PacePlan.of(PUSH, LimitPlan.of("all", Rate.perSecond(10)));
        Fleet fleet = new Fleet(3, 2, new Random(7), plan);
        fleet.run(2 * SECOND);
        long begun = fleet.now();

        for (int i = 0; i < 30; i++) {
            fleet.replicas.get(i % 3).reserve(Ask.of(PUSH));
        }
        fleet.run(100 * Fleet.MILLI);

        List<Long> turns = fleet.starts.stream().map(Start::nanos).sorted().toList();
        assertThat(turns).hasSize(30);
        assertThat((turns.getLast() - begun) / Fleet.MILLI).isBetween(2_900L, 2_910L);
    }
}
