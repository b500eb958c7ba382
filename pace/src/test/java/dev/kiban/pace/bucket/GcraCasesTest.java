package dev.kiban.pace.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.kiban.pace.Cases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A bucket remembers what a generic cell rate algorithm does: its level is how far the theoretical
/// arrival time is ahead. So everything that redis-cell says can be told from a level.
class GcraCasesTest {
    private static final int NANOS_OF_A_MILLI = 1_000_000;

    @TestFactory
    Stream<DynamicTest> oneBucketSaysWhatRedisCellSays() {
        return Cases.each("gcra", known -> check(known, drain -> new OneBucket(drain, 0)));
    }

    @TestFactory
    Stream<DynamicTest> bucketsByKeySayWhatRedisCellSays() {
        return Cases.each("gcra", known -> check(known, drain -> new KeyedBuckets(drain, 0)));
    }

    private interface Made {
        Buckets of(Drain drain);
    }

    private static void check(JsonObject known, Made made) {
        long unitsPerNano =
                known.get("count").getAsLong() * 3_600_000 / known.get("period_ms").getAsLong();
        Drain drain = new Drain(unitsPerNano, 0);
        Buckets buckets = made.of(drain);
        long most = (known.get("max_burst").getAsLong() + 1) * Drain.PERMIT;
        List<JsonObject> calls = Cases.list(known, "calls").toList();
        List<JsonObject> expected = Cases.list(known, "expect").toList();

        for (int i = 0; i < calls.size(); i++) {
            drain.at(calls.get(i).get("t").getAsLong() * NANOS_OF_A_MILLI);
            long wanted = calls.get(i).get("quantity").getAsLong();
            JsonObject said = expected.get(i);
            long missing = buckets.level(1, 1) + wanted * Drain.PERMIT - most;

            if (missing <= 0 && wanted > 0) {
                buckets.charge(1, 1, wanted, new long[Buckets.RECEIPT], 0);
            }

            long level = buckets.level(1, 1);
            boolean canEver = wanted * Drain.PERMIT <= most;
            assertThat(missing > 0).as("%d", i).isEqualTo(said.get("limited").getAsBoolean());
            assertThat(most / Drain.PERMIT).isEqualTo(said.get("limit").getAsLong());
            assertThat((most - level) / Drain.PERMIT)
                    .as("%d", i)
                    .isEqualTo(said.get("remaining").getAsLong());
            assertThat(missing > 0 && canEver ? millis(drain, missing) : -1)
                    .as("%d", i)
                    .isEqualTo(said.get("retry_after_ms").getAsDouble());
            assertThat(level == 0 ? 0 : millis(drain, level))
                    .as("%d", i)
                    .isEqualTo(said.get("reset_after_ms").getAsDouble());
        }
    }

    private static double millis(Drain drain, long units) {
        return (double) drain.nanosFor(units) / NANOS_OF_A_MILLI;
    }
}
