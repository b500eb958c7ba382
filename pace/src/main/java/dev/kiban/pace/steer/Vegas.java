package dev.kiban.pace.steer;

import java.util.random.RandomGenerator;

/// As TCP Vegas: guesses from the least time that a job ever took how many wait for others, and
/// keeps that number small. Now and then it learns the least time anew, at a moment by chance, so
/// that many that learn do not do so together.
public final class Vegas implements Learned {
    private static final int ALPHA = 3;
    private static final int BETA = 6;
    private static final int PROBE = 30;

    private final Span span;
    private final RandomGenerator random;
    private double limit;
    private long leastNanos;
    private long samples;
    private double probeAt;

    public Vegas(Span span, RandomGenerator random) {
        this.span = span;
        this.random = random;
        this.limit = span.first();
        this.probeAt = someWhile();
    }

    @Override
    public int limit() {
        return (int) limit;
    }

    @Override
    public void learn(Sample sample) {
        long nanos = sample.took().toNanos();
        samples++;
        if (samples >= probeAt * PROBE * limit) {
            samples = 0;
            probeAt = someWhile();
            leastNanos = nanos;
        } else if (leastNanos == 0 || nanos < leastNanos) {
            leastNanos = nanos;
        } else {
            adapt(sample, nanos);
        }
    }

    private void adapt(Sample sample, long nanos) {
        int step = Math.max(1, (int) Math.log10(limit()));
        if (sample.dropped()) {
            change(-step);
            return;
        }
        if (2.0 * sample.inFlight() < limit) {
            return; // nobody knows whether more would do
        }
        int waiting = (int) Math.ceil(limit * (1 - (double) leastNanos / nanos));
        if (waiting <= step) {
            change(BETA * step);
        } else if (waiting < ALPHA * step) {
            change(step);
        } else if (waiting > BETA * step) {
            change(-step);
        }
    }

    private void change(int by) {
        limit = span.clamp(limit + by);
    }

    private double someWhile() {
        return random.nextDouble(0.5, 1);
    }
}
