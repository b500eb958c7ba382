package dev.kiban.gateway.limit;

/// How many calls a backend can have under way before they wait for each other in it, learned from
/// how long its answers take: where latency rises with the number of calls, the limit shrinks;
/// where it does not, the limit grows by a little.
///
/// It is the gradient of the least and the present latency, as in Netflix's concurrency-limits
/// (`Gradient2Limit`: half of it at most at a time, smoothed, room for a short queue) and Envoy's
/// adaptive concurrency (`gradient_controller.cc`: a least latency that is measured again now and
/// then with fewer calls). Netflix's long average follows a backend that is overloaded for long,
/// until the limit is lost; Envoy measures with three calls. Here it is
/// measured once at first, with as many calls as there may always be, and learned in every window
/// that used less than half of the limit and was not slow; only when there is none for a while, it
/// is measured with half of the limit for a moment.
///
/// Not safe for threads; reads no clock.
final class Gradient {
    /// Latency may be so many times the least one before the limit shrinks.
    private static final double TOLERANCE = 1.5;

    private static final double SMOOTHING = 0.2;
    private static final double STEEPEST = 0.5;
    private static final double LEARNING = 0.1;
    private static final int FIRST_LIMIT = 20;

    /// Windows in a row that used the limit before the least latency is measured again.
    private static final int PATIENCE = 100;

    /// Longer than this no measuring takes, so that a backend that hardly answers is not held back
    /// for it.
    private static final long MEASURING_NANOS = 5_000_000_000L;

    private final int atLeast;
    private final int atMost;
    private double limit;
    private double leastNanos; // 0 is not known yet
    private int busyWindows;
    private boolean measuring = true;
    private long measuringSince;
    private long validFrom;

    /// What was seen in a while.
    ///
    /// @param meanNanos that answers took
    /// @param most calls that were under way at a time
    record Window(double meanNanos, int most) {}

    Gradient(int atLeast, int atMost) {
        this.atLeast = atLeast;
        this.atMost = atMost;
        this.limit = Math.clamp(FIRST_LIMIT, atLeast, atMost);
    }

    /// How many calls may be under way now.
    int limit() {
        if (leastNanos == 0) {
            return atLeast;
        }
        return Math.max(atLeast, (int) (measuring ? limit / 2 : limit));
    }

    /// Whether the least latency is measured, with half of the limit.
    boolean isMeasuring() {
        return measuring;
    }

    /// While it is measured, calls that began before tell of a queue that is not there any more.
    long validFrom() {
        return validFrom;
    }

    /// A window is over.
    void update(Window window, long nowNanos) {
        if (measuring) {
            measured(window, nowNanos);
        } else if (window.most() <= limit / 2 && window.meanNanos() <= TOLERANCE * leastNanos) {
            learn(window.meanNanos(), LEARNING);
            busyWindows = 0;
        } else {
            adapt(window, nowNanos);
        }
    }

    private void measured(Window window, long nowNanos) {
        if (leastNanos == 0 || nowNanos - measuringSince < MEASURING_NANOS) {
            learn(window.meanNanos(), 0.5);
        }
        measuring = false;
        busyWindows = 0;
    }

    private void learn(double meanNanos, double part) {
        leastNanos = leastNanos == 0 ? meanNanos : leastNanos + part * (meanNanos - leastNanos);
    }

    private void adapt(Window window, long nowNanos) {
        double gradient = Math.clamp(TOLERANCE * leastNanos / window.meanNanos(), STEEPEST, 1);
        double next = limit * gradient + Math.sqrt(limit);
        limit = Math.clamp(limit + SMOOTHING * (next - limit), atLeast, atMost);
        if (++busyWindows >= PATIENCE) {
            measuring = true;
            measuringSince = nowNanos;
            validFrom = nowNanos + (long) window.meanNanos();
        }
    }
}
