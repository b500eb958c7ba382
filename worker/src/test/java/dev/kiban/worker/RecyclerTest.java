package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecyclerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private long now;
    private double heap;

    @Test
    void isDueWhenItIsOldEnough() {
        Recycler recycler = recycler(Recycling.after(HOUR), 1);

        now = HOUR.toNanos() - 1;
        assertThat(recycler.isDue()).isFalse();
        now = HOUR.toNanos() * 12 / 10;
        assertThat(recycler.isDue()).isTrue();
    }

    @Test
    void aFleetDoesNotEndAtOnce() {
        var ends = new TreeSet<Integer>();
        for (int seed = 0; seed < 100; seed++) {
            now = 0;
            Recycler recycler = recycler(Recycling.after(HOUR), seed);
            int minute = 0;
            while (!recycler.isDue()) {
                minute++;
                now = Duration.ofMinutes(minute).toNanos();
            }
            ends.add(minute);
        }

        assertThat(ends).hasSizeGreaterThan(8).allMatch(minute -> minute >= 60 && minute <= 72);
    }

    @Test
    void isDueWhenItIsFat() {
        Recycler recycler = recycler(Recycling.never().orAtHeap(0.8), 1);

        heap = 0.6;
        assertThat(recycler.isDue()).isFalse();
        heap = 0.81;
        assertThat(recycler.isDue()).isTrue();
    }

    @Test
    void livesAsLongAsItMay() {
        Recycler recycler = recycler(Recycling.never(), 1);

        now = Duration.ofDays(10_000).toNanos();
        heap = 1.5;

        assertThat(recycler.isDue()).isFalse();
    }

    @Test
    void theHeapIsMeasuredWhereItWasCollected() {
        System.gc();

        assertThat(CollectedHeap.share()).isGreaterThan(0).isLessThan(1);
    }

    private Recycler recycler(Recycling recycling, int seed) {
        return new Recycler(
                recycling,
                new Surroundings(
                        InstantSource.system(), () -> now, new SplittableRandom(seed), () -> heap));
    }
}
