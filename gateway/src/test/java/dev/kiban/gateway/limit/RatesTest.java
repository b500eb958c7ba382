package dev.kiban.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Location;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.By;
import dev.kiban.definition.RateLimit.ByHeader;
import dev.kiban.definition.RateLimit.ByRoute;
import dev.kiban.gateway.limit.Rates.RouteName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final RouteName ROUTE = new RouteName("shop", "http /a/");
    private static final By TENANT = new ByHeader("x-tenant");
    private static final long SECOND = 1_000_000_000;

    private final Rates rates = new Rates();

    @Test
    void letsABurstThroughAndThenOneForEachTokenThatFlowsIn() {
        Rate rate = rate(new ByRoute(), 10, Duration.ofSeconds(1), 3);

        assertThat(passed(rate, "", 0, 5)).isEqualTo(3);
        assertThat(rate.take("", 0)).isEqualTo(SECOND / 10);
        assertThat(rate.take("", SECOND / 10)).isZero();
        assertThat(rate.take("", SECOND / 10)).isEqualTo(SECOND / 10);
        assertThat(passed(rate, "", 100 * SECOND, 5)).isEqualTo(3);
    }

    /// Held against the bucket of the textbooks, in exact arithmetic: a level that rises with time
    /// up to the burst, and falls by one for each request.
    @Property(tries = 300)
    void isATokenBucket(
            @ForAll @IntRange(min = 1, max = 1_000) int amount,
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll long seed) {
        RateLimit limit = limit(new ByRoute(), amount, Duration.ofMinutes(1), burst);
        Rate rate = new Rates().of(ROUTE, List.of(limit)).others().getFirst();
        long interval = Math.ceilDiv(60 * SECOND, amount);
        RandomGenerator random = new Random(seed);
        long level = burst * interval;
        long now = Long.MAX_VALUE - 1_000 * interval; // where numbers of nanoTime wrap around
        for (int i = 0; i < 2_000; i++) {
            long pause = random.nextLong(2 * interval) * random.nextInt(2);
            now += pause;
            level = Math.min(burst * interval, level + pause);

            long wait = rate.take("", now);

            assertThat(wait).isEqualTo(Math.max(0, interval - level));
            level -= wait == 0 ? interval : 0;
        }
    }

    @Test
    void takesNothingFromOthers() {
        Rate rate = rate(TENANT, 1, Duration.ofHours(1), 2);

        assertThat(passed(rate, "acme", 0, 9)).isEqualTo(2);
        assertThat(passed(rate, "other", 0, 9)).isEqualTo(2);
    }

    @Test
    void givesBackWhatWasTakenForNothing() {
        Rate rate = rate(TENANT, 1, Duration.ofHours(1), 1);
        assertThat(rate.take("acme", 0)).isZero();

        rate.giveBack("acme", 0);

        assertThat(passed(rate, "acme", 0, 9)).isEqualTo(1);
    }

    @Test
    void isNeverExceededByManyThreads() throws Exception {
        Rate rate = rate(TENANT, 1, Duration.ofHours(1), 1_000);
        int threads = 4;
        long taken = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(executor.submit(() -> passed(rate, "acme", 0, 5_000)));
            }
            for (Future<Integer> count : counts) {
                taken += count.get();
            }
        }

        assertThat(taken).isEqualTo(1_000);
    }

    @Test
    void outlivesPlansAndGoesOnWithAnotherAmount() {
        assertThat(passed(rate(TENANT, 1, Duration.ofHours(1), 5), "acme", 0, 9)).isEqualTo(5);

        assertThat(passed(rate(TENANT, 1, Duration.ofHours(1), 5), "acme", 0, 9)).isZero();
        assertThat(passed(rate(TENANT, 1, Duration.ofHours(1), 7), "acme", 0, 9)).isEqualTo(2);
    }

    @Test
    void forgetsRatesThatNoRouteHas() {
        RateLimit limit = limit(TENANT, 1, Duration.ofHours(1), 5);
        passed(rates.of(ROUTE, List.of(limit)).others().getFirst(), "acme", 0, 9);

        rates.keepOnly(Map.of(ROUTE, List.of(limit)));
        assertThat(rates.size()).isEqualTo(1);

        rates.keepOnly(Map.of());
        assertThat(rates.size()).isZero();
    }

    @Test
    void forgetsKeysWhoseBucketsAreFull() {
        Rate rate = rate(TENANT, 100, Duration.ofSeconds(1), 1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(rate.take("tenant " + i, i * SECOND / 1_000)).isZero();
        }

        assertThat(rates.size()).isLessThan(1_000);
    }

    @Test
    void holdsKeysBackWithEachOtherWhenThereAreTooMany() {
        Rate rate = rate(TENANT, 1, Duration.ofHours(1), 1);
        int passed = 0;
        for (int i = 0; i < 3 * Buckets.MAX_KEYS; i++) {
            passed += rate.take("tenant " + i, 0) == 0 ? 1 : 0;
        }

        assertThat(passed).isEqualTo(rates.size());
        assertThat(rates.size()).isBetween(Buckets.MAX_KEYS, Buckets.MAX_KEYS + 1_024);
        assertThat(rate.take("tenant 7", 0)).isPositive();
    }

    @Test
    void leavesAFewKeysToEveryRate() {
        List<Rate> greedy = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RouteName route = new RouteName("shop", "http /" + i + "/");
            RateLimit limit = limit(TENANT, 1, Duration.ofHours(1), 1);
            greedy.add(rates.of(route, List.of(limit)).others().getFirst());
        }
        greedy.forEach(rate -> passedKeys(rate, Buckets.MAX_KEYS));

        assertThat(passedKeys(rate(TENANT, 1, Duration.ofHours(1), 1), Buckets.FEW))
                .isEqualTo(Buckets.FEW);
    }

    private static int passedKeys(Rate rate, int keys) {
        int passed = 0;
        for (int i = 0; i < keys; i++) {
            passed += rate.take("tenant " + i, 0) == 0 ? 1 : 0;
        }
        return passed;
    }

    private static int passed(Rate rate, Object key, long now, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += rate.take(key, now) == 0 ? 1 : 0;
        }
        return passed;
    }

    private Rate rate(By by, int amount, Duration period, int burst) {
        return rates.of(ROUTE, List.of(limit(by, amount, period, burst))).others().getFirst();
    }

    private static RateLimit limit(By by, int amount, Duration period, int burst) {
        return new RateLimit(by, amount, period, burst, Location.of(Path.of("shop.yaml")));
    }
}
