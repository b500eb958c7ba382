package dev.kiban.pace.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.pace.shared.FakeStore;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreCall.BucketTerms;
import dev.kiban.pace.shared.StoreCall.JobTerms;
import dev.kiban.pace.shared.StoreCall.LimitTerms;
import dev.kiban.pace.shared.StoreReply;
import dev.kiban.pace.shared.StoreReply.NotNow;
import dev.kiban.pace.shared.StoreReply.Taken;
import dev.kiban.testkit.RealRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The script in a real Redis, against the arithmetic of a pacer that is alone, in time that the
/// test tells both.
@EnabledIf("dev.kiban.testkit.RealRedis#isInstalled")
class RedisStoreTest {
    private static final int SEEDS = 40;
    private static final int STEPS = 200;
    private static final List<Long> RATES =
            List.of(0L, 1L, 7L, 3_600L, 36_000L, 1_234_567L, 3_600_000_000L, 3_600_000_000_000L);
    private static final List<Integer> BURSTS = List.of(0, 1, 5, 1_000, 1_000_000);
    private static final List<Integer> COSTS = List.of(1, 1, 1, 2, 17, 100_000);

    private static RealRedis redis;
    private static RedisClock store;

    @BeforeAll
    static void start(@TempDir Path directory) {
        redis = RealRedis.start(directory);
        store = RedisClock.open(redis.url());
    }

    @AfterAll
    static void end() {
        store.close();
        redis.close();
    }

    @Test
    void countsAsAPacerThatIsAlone() {
        int taken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            store.forgetAll();
            FakeStore fake = new FakeStore();
            Random random = new Random(seed);
            Trace trace = new Trace(random);
            long now = 1_700_000_000_000_000L;
            for (int step = 0; step < STEPS; step++) {
                now += trace.pause();
                StoreCall call = trace.next(step);

                StoreReply reply = store.apply(call, now);

                assertThat(reply)
                        .as("seed %d, step %d, %s", seed, step, call)
                        .isEqualTo(fake.apply(call, now));
                taken += reply instanceof Taken ? 1 : 0;
            }
        }
        assertThat(taken).isGreaterThan(SEEDS * STEPS / 20);
    }

    /// A pacer that is alone may give back more, as it remembers more of what was given back.
    @Test
    void givesBackNoMoreThanAPacerThatIsAlone() {
        long given = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            store.forgetAll();
            FakeStore fake = new FakeStore();
            Random random = new Random(seed);
            LimitTerms limit = new LimitTerms("push/all", random.nextBoolean(), 36_000, 20, 100);
            long now = 1_700_000_000_000_000L;
            List<String> permits = new ArrayList<>();
            apply(fake, new StoreCall.Change(0, List.of(limit)), now);
            now += 10_000_000;
            for (int step = 0; step < 20; step++) {
                permits.add("p" + step);
                apply(fake, take(limit, "p" + step, 0), now);
                now += random.nextInt(50_000);
            }
            Collections.shuffle(permits, random);
            long before = level(store.apply(take(limit, "probe", -1), now));
            for (String permit : permits.subList(0, 10)) {
                apply(fake, new StoreCall.GiveBack(0, permit), now);
                now += random.nextInt(50_000);
            }

            long level = level(store.apply(take(limit, "probe", -1), now));
            long least = level(fake.apply(take(limit, "probe", -1), now));

            assertThat(level).as("seed %d", seed).isBetween(least, before);
            given += before - level;
        }
        assertThat(given).isGreaterThan(SEEDS * 2 * StoreCall.PERMIT);
    }

    private static void apply(FakeStore fake, StoreCall call, long now) {
        assertThat(store.apply(call, now)).isInstanceOf(fake.apply(call, now).getClass());
    }

    /// @param horizon one that is over has it say the level, and charge nothing
    private static StoreCall take(LimitTerms limit, String permit, long horizon) {
        List<BucketTerms> buckets = List.of(new BucketTerms(limit, 1, 1));
        return new StoreCall.Take(0, permit, 1, horizon, 0, "", buckets, List.of());
    }

    private static long level(StoreReply reply) {
        return reply instanceof NotNow(_, List<Long> levels, _) ? levels.getFirst() : -1;
    }

    /// All that replicas say, by chance, but for permits that are given back.
    private static final class Trace {
        private final Random random;
        private final List<LimitTerms> limits;
        private final int atMost;
        private final List<String> permits = new ArrayList<>();

        Trace(Random random) {
            this.random = random;
            this.limits =
                    IntStream.range(0, 3)
                            .mapToObj(
                                    i -> {
                                        int burst = one(BURSTS);
                                        return new LimitTerms(
                                                "push/" + i,
                                                i > 0,
                                                one(RATES),
                                                random.nextInt(burst + 1),
                                                burst);
                                    })
                            .toList();
            this.atMost = 1 + random.nextInt(30);
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        long pause() {
            return switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> random.nextInt(10);
                case 2 -> random.nextInt(100_000);
                case 3 -> random.nextLong(10_000_000L);
                default -> random.nextLong(4_000_000_000L);
            };
        }

        StoreCall next(int step) {
            return switch (random.nextInt(20)) {
                case 0 -> new StoreCall.Done(step, permit());
                case 1 -> new StoreCall.Renew(step, permit());
                case 2 -> new StoreCall.Change(step, List.of(changed()));
                case 3 -> enter(step);
                default -> take(step);
            };
        }

        private String permit() {
            return permits.isEmpty() ? "none" : one(permits);
        }

        private LimitTerms changed() {
            LimitTerms limit = one(limits);
            return new LimitTerms(
                    limit.name(), limit.isKeyed(), one(RATES), limit.immediate(), limit.burst());
        }

        private StoreCall enter(int step) {
            String permit = "e" + step;
            permits.add(permit);
            return new StoreCall.Enter(
                    step,
                    List.of(one(limits)),
                    List.of(
                            new StoreCall.Running(
                                    permit,
                                    List.of("push/in-flight"),
                                    random.nextLong(20_000_000L),
                                    20_000_000L)));
        }

        private StoreCall take(int step) {
            String permit = "p" + step;
            permits.add(permit);
            List<BucketTerms> buckets =
                    limits.stream()
                            .filter(_ -> random.nextInt(4) > 0)
                            .map(
                                    limit ->
                                            limit.isKeyed()
                                                    ? new BucketTerms(limit, random.nextInt(3), 1)
                                                    : new BucketTerms(limit, 0, 0))
                            .toList();
            return new StoreCall.Take(
                    step,
                    permit,
                    one(COSTS),
                    random.nextLong(100_000_000_000L),
                    60_000_000L,
                    random.nextInt(4) == 0 ? "r" + random.nextInt(20) : "",
                    buckets,
                    random.nextBoolean()
                            ? List.of(new JobTerms("push/in-flight", atMost))
                            : List.of());
        }
    }
}
