package dev.kiban.pace.steer;

/// Shrinks where jobs take much longer than they did in the long run, and grows by a short queue
/// where they do not.
public final class Gradient2 implements Learned {
    private static final double TOLERANCE = 1.5;
    private static final double STEEPEST = 0.5;
    private static final double SMOOTHING = 0.2;
    private static final int QUEUE = 4;
    private static final int WARM_UP = 10;
    private static final double OF_THE_LONG_RUN = 2.0 / (600 + 1);
    private static final double RECOVERY = 0.95;

    private final Span span;
    private double limit;
    private double longNanos;
    private double sumNanos;
    private int warm;

    public Gradient2(Span span) {
        this.span = span;
        this.limit = span.first();
    }

    @Override
    public int limit() {
        return (int) limit;
    }

    @Override
    public void learn(Sample sample) {
        double nanos = sample.took().toNanos();
        double inTheLongRun = inTheLongRun(nanos);
        if (inTheLongRun > 2 * nanos) {
            longNanos *= RECOVERY; // it was slow for long, and is not any more
        }
        if (sample.inFlight() < limit / 2) {
            return; // nobody knows whether more would do
        }
        double gradient = Math.clamp(TOLERANCE * inTheLongRun / nanos, STEEPEST, 1);
        double next = limit * gradient + QUEUE;
        limit = span.clamp(limit * (1 - SMOOTHING) + next * SMOOTHING);
    }

    private double inTheLongRun(double nanos) {
        if (warm < WARM_UP) {
            warm++;
            sumNanos += nanos;
            longNanos = sumNanos / warm;
        } else {
            longNanos = longNanos * (1 - OF_THE_LONG_RUN) + nanos * OF_THE_LONG_RUN;
        }
        return longNanos;
    }
}
