package dev.kiban.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts what becomes of jobs. Each number is right by itself; several of them need not be of the
/// same moment.
final class Tally {
    final LongAdder taken = new LongAdder();
    final LongAdder done = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder givenBack = new LongAdder();
    final LongAdder untold = new LongAdder();
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();

    private final Instant since;
    private volatile Duration lag = Duration.ZERO;
    private volatile Instant lastDone = Instant.MIN;

    Tally(Instant since) {
        this.since = since;
    }

    /// A job has come; how long ago could it have been done?
    void came(Optional<Instant> enqueuedAt, Instant now) {
        taken.increment();
        enqueuedAt.ifPresent(then -> lag = atLeastZero(Duration.between(then, now)));
    }

    /// None is there: nothing lags.
    void nothingCame() {
        lag = Duration.ZERO;
    }

    void done(Instant now) {
        done.increment();
        lastDone = now;
    }

    WorkerReport report(Instant now) {
        Instant last = lastDone.equals(Instant.MIN) ? since : lastDone;
        return new WorkerReport(
                taken.sum(),
                done.sum(),
                failed.sum(),
                givenBack.sum(),
                untold.sum(),
                waiting.get(),
                running.get(),
                lag,
                atLeastZero(Duration.between(last, now)));
    }

    private static Duration atLeastZero(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
