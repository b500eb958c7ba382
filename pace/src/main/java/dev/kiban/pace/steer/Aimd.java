package dev.kiban.pace.steer;

import java.time.Duration;

/// Up by one while it is used, down by a tenth when a job is dropped or takes for ever.
public final class Aimd implements Learned {
    private static final double BACK_OFF = 0.9;
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private final Span span;
    private int limit;

    public Aimd(Span span) {
        this.span = span;
        this.limit = span.first();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void learn(Sample sample) {
        if (sample.dropped() || sample.took().compareTo(TOO_LONG) > 0) {
            limit = (int) (limit * BACK_OFF);
        } else if (2L * sample.inFlight() >= limit) {
            limit++;
        }
        limit = (int) span.clamp(limit);
    }
}
