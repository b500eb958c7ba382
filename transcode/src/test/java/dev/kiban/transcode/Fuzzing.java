package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Tries one seed after the other, for two seconds or for as long as `-Dfuzz.seconds=600` says.
///
/// A failure names its seed, and so does an attempt that does not end: `-Dfuzz.seed=...` starts
/// with it.
final class Fuzzing {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS = Long.getLong("fuzz.seconds", 2);

    /// An attempt takes a millisecond. One that takes a minute goes round in circles.
    private static final long SECONDS_OF_AN_ENDLESS_LOOP = 60;

    /// What is to be tried: it fails if it throws.
    interface Attempt {
        void with(Random random) throws Exception;
    }

    private Fuzzing() {}

    static void run(Attempt attempt) {
        long first = Long.getLong("fuzz.seed", new Random().nextLong());
        AtomicLong seed = new AtomicLong(first);
        assertTimeoutPreemptively(
                Duration.ofSeconds(SECONDS + SECONDS_OF_AN_ENDLESS_LOOP),
                () -> tryAll(attempt, seed),
                () -> "endless loop with -Dfuzz.seed=" + seed);
        assertThat(seed.get()).isNotEqualTo(first);
    }

    private static void tryAll(Attempt attempt, AtomicLong seed) {
        long end = System.nanoTime() + SECONDS * NANOS_PER_SECOND;
        while (System.nanoTime() < end) {
            try {
                attempt.with(new Random(seed.get()));
            } catch (Exception | Error e) {
                fail("with -Dfuzz.seed=" + seed, e);
            }
            seed.incrementAndGet();
        }
    }
}
