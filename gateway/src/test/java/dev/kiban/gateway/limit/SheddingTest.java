package dev.kiban.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kiban.definition.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheddingTest {
    private static final long MILLI = 1_000_000;
    private static final Duration LIMIT = Duration.ofMillis(50);

    @Test
    void refusesNobodyUpToTheLimit() {
        Shedding shedding = shedding(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(shedding.sheds(Tier.EXPERIMENTAL)).isFalse();
            shedding.beat(50 * MILLI, 55 * MILLI);
        }
    }

    @Test
    void refusesNobodyBecauseOfOnePause() {
        Shedding shedding = shedding(1);
        for (int i = 0; i < 100; i++) {
            shedding.sheds(Tier.EXPERIMENTAL);
            shedding.beat(i == 50 ? 2_000 * MILLI : MILLI, i == 50 ? 2_005 * MILLI : 6 * MILLI);

            assertThat(shedding.refused(Tier.EXPERIMENTAL)).isZero();
        }
    }

    @Test
    void refusesNobodyIfNothingIsSaid() {
        Shedding shedding = new Shedding(new SplittableRandom(1));
        for (int i = 0; i < 100; i++) {
            shedding.beat(5_000 * MILLI, 5_005 * MILLI);
            assertThat(shedding.sheds(Tier.EXPERIMENTAL)).isFalse();
        }
    }

    @Test
    void letsInNoMoreThanTheLimitIsOfTheLag() {
        Shedding shedding = shedding(1);
        for (int i = 0; i < 100; i++) {
            shedding.sheds(Tier.STANDARD);
            shedding.beat(200 * MILLI, 205 * MILLI);
        }

        assertThat(shedding.refused(Tier.STANDARD)).isGreaterThan(0.75);
    }

    @Test
    void letsAFewInHoweverLateItIs() {
        Shedding shedding = shedding(1);
        for (int i = 0; i < 1_000; i++) {
            shedding.sheds(Tier.STANDARD);
            shedding.beat(200 * MILLI, 205 * MILLI);
        }

        assertThat(shedding.refused(Tier.STANDARD)).isCloseTo(1 - 0.25 * 0.01, within(0.0001));
    }

    @Test
    void saysTheWorstLagOnce() {
        Shedding shedding = shedding(1);
        shedding.beat(7 * MILLI, 12 * MILLI);
        shedding.beat(3 * MILLI, 8 * MILLI);

        assertThat(shedding.worstNanos()).isEqualTo(7 * MILLI);
        assertThat(shedding.worstNanos()).isZero();
    }

    /// Whatever comes, and however late the loop is.
    @Property(tries = 500)
    void touchesATierOnlyWhenAllBelowItIsRefused(
            @ForAll @Size(min = 1, max = 60)
                    List<@IntRange(min = 0, max = 2_000) Integer> latesMillis,
            @ForAll @IntRange(min = 0, max = 50) int critical,
            @ForAll @IntRange(min = 0, max = 50) int standard,
            @ForAll @IntRange(min = 0, max = 50) int experimental) {
        Shedding shedding = shedding(critical);
        for (int late : latesMillis) {
            come(shedding, Tier.CRITICAL, critical);
            come(shedding, Tier.STANDARD, standard);
            come(shedding, Tier.EXPERIMENTAL, experimental);
            shedding.beat(late * MILLI, (late + 5) * MILLI);

            for (Tier tier : Tier.values()) {
                assertThat(shedding.refused(tier)).isBetween(0.0, 1.0);
            }
            if (shedding.refused(Tier.CRITICAL) > 0) {
                assertThat(shedding.refused(Tier.STANDARD)).isEqualTo(1);
            }
            if (shedding.refused(Tier.STANDARD) > 0) {
                assertThat(shedding.refused(Tier.EXPERIMENTAL)).isEqualTo(1);
            }
        }
    }

    /// The part that is refused of all is the same as if there were one tier.
    @Property(tries = 200)
    void refusesAsMuchWhateverTheTiersAre(
            @ForAll @IntRange(min = 1, max = 50) int critical,
            @ForAll @IntRange(min = 1, max = 50) int standard,
            @ForAll @IntRange(min = 1, max = 50) int experimental,
            @ForAll @DoubleRange(min = 1.1, max = 10) double times,
            @ForAll @IntRange(min = 1, max = 20) int beats) {
        Shedding shedding = shedding(7);
        Shedding single = shedding(8);
        int all = critical + standard + experimental;
        long late = (long) (times * 50 * MILLI);
        for (int i = 0; i < beats; i++) {
            come(shedding, Tier.CRITICAL, critical);
            come(shedding, Tier.STANDARD, standard);
            come(shedding, Tier.EXPERIMENTAL, experimental);
            shedding.beat(late, late);
            come(single, Tier.STANDARD, all);
            single.beat(late, late);
        }

        double refused =
                shedding.refused(Tier.CRITICAL) * critical
                        + shedding.refused(Tier.STANDARD) * standard
                        + shedding.refused(Tier.EXPERIMENTAL) * experimental;
        assertThat(refused / all).isCloseTo(single.refused(Tier.STANDARD), within(1e-9));
    }

    /// So many times the load that the loop can do, for 30 s: it serves as many as it can beside
    /// the refusals, the lag stays about the limit, and what is refused does not swing.
    @ParameterizedTest
    @ValueSource(doubles = {1.2, 2, 3, 5})
    void settlesUnderOverload(double times) {
        Plant plant = new Plant(times, new SplittableRandom(42));

        plant.run(10_000);
        plant.forget();
        plant.run(30_000);

        double possible = (1 - times * Plant.REFUSAL_MILLIS / Plant.REQUEST_MILLIS) / 0.9;
        assertThat(plant.lag(0.99)).isLessThan(80);
        assertThat(plant.lag(0.01)).isGreaterThan(30);
        assertThat(plant.served() / plant.possible()).isGreaterThan(0.97 * possible);
        assertThat(plant.spreadOfSeconds()).isLessThan(0.15);
    }

    @Test
    void servesEverythingAgainSoonAfterTheLoadHasGone() {
        Plant plant = new Plant(4, new SplittableRandom(42));
        plant.run(5_000);

        plant.load(0.5);
        plant.run(1_000);
        plant.forget();
        plant.run(5_000);

        assertThat(plant.refused).isZero();
    }

    @Test
    void servesAllOfTheTopTierWhileTheLowerOnesAreEnoughToRefuse() {
        Plant plant = new Plant(2, new SplittableRandom(42));
        plant.run(10_000);
        plant.forget();

        plant.run(20_000);

        assertThat(plant.refusedByTier).doesNotContainKey(Tier.CRITICAL);
        assertThat(plant.refusedByTier).containsKey(Tier.EXPERIMENTAL);
    }

    private static Shedding shedding(long seed) {
        Shedding shedding = new Shedding(new SplittableRandom(seed));
        shedding.limit(Optional.of(LIMIT));
        return shedding;
    }

    private static void come(Shedding shedding, Tier tier, int count) {
        for (int i = 0; i < count; i++) {
            shedding.sheds(tier);
        }
    }

    /// A loop in simulated time. In each turn it does all that has come during the turn before: a
    /// request takes 0.1 ms, and a refusal a tenth of that.
    private static final class Plant {
        private static final double REQUEST_MILLIS = 0.1;
        private static final double REFUSAL_MILLIS = 0.01;
        private static final double BEAT_MILLIS = 5;

        private final Shedding shedding = shedding(7);
        private final SplittableRandom random;
        private final List<Double> lags = new ArrayList<>();
        private final List<Integer> refusedInSecond = new ArrayList<>();
        private final Map<Tier, Integer> refusedByTier = new EnumMap<>(Tier.class);
        private double perMilli;
        private double nowMillis;
        private double turnMillis = 1;
        private double beatMillis;
        private double spentMillis;
        private int second;
        private int served;
        private int refused;

        Plant(double times, SplittableRandom random) {
            this.random = random;
            load(times);
        }

        void load(double times) {
            perMilli = times / REQUEST_MILLIS;
        }

        void forget() {
            lags.clear();
            refusedInSecond.clear();
            refused = 0;
            served = 0;
            spentMillis = 0;
            refusedByTier.clear();
        }

        void run(double millis) {
            double end = nowMillis + millis;
            while (nowMillis < end) {
                turn();
            }
        }

        private void turn() {
            double mean = perMilli * turnMillis;
            int come =
                    (int) Math.round(Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian()));
            double took = 0.05;
            for (int i = 0; i < come; i++) {
                Tier tier = tier();
                if (shedding.sheds(tier)) {
                    took += REFUSAL_MILLIS;
                    refused++;
                    refusedByTier.merge(tier, 1, Integer::sum);
                } else {
                    took += REQUEST_MILLIS;
                    served++;
                }
            }
            nowMillis += took;
            spentMillis += took;
            turnMillis = took;
            double since = nowMillis - beatMillis;
            if (since >= BEAT_MILLIS) {
                lags.add(since - BEAT_MILLIS);
                shedding.beat((long) ((since - BEAT_MILLIS) * MILLI), (long) (since * MILLI));
                beatMillis = nowMillis;
            }
            if ((int) (nowMillis / 1_000) > second) {
                second = (int) (nowMillis / 1_000);
                refusedInSecond.add(refused - refusedInSecond.stream().mapToInt(n -> n).sum());
            }
        }

        /// Three of ten are of the top tier.
        private Tier tier() {
            int n = random.nextInt(10);
            return n < 3 ? Tier.CRITICAL : n < 6 ? Tier.STANDARD : Tier.EXPERIMENTAL;
        }

        double served() {
            return served;
        }

        /// As many as it could have served in the time if it had refused none.
        double possible() {
            return spentMillis / REQUEST_MILLIS;
        }

        double lag(double quantile) {
            List<Double> sorted = lags.stream().sorted().toList();
            return sorted.get((int) (quantile * (sorted.size() - 1)));
        }

        /// How far seconds differ in what is refused: standard deviation by mean.
        double spreadOfSeconds() {
            double mean = refusedInSecond.stream().mapToInt(n -> n).average().orElse(0);
            double squares =
                    refusedInSecond.stream().mapToDouble(n -> (n - mean) * (n - mean)).sum();
            return Math.sqrt(squares / refusedInSecond.size()) / mean;
        }
    }
}
