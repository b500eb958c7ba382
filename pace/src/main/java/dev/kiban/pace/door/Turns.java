package dev.kiban.pace.door;

import dev.kiban.pace.Pacer;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// A thread that sleeps until the next turn, and has the pacer let pass whose turn it is.
final class Turns implements AutoCloseable {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final Log log;
    private final AtomicLong next = new AtomicLong(Pacer.NEVER);
    private final Thread thread;
    private volatile boolean closed;
    private LongUnaryOperator advance = _ -> Pacer.NEVER; // set before the thread starts

    Turns(LongSupplier nanos, Log log) {
        this.nanos = nanos;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("pace-turns").unstarted(this::run);
    }

    /// @param newAdvance has all pass whose turn it is, and says when the next turn is
    void start(LongUnaryOperator newAdvance) {
        advance = newAdvance;
        thread.start();
    }

    /// Not later than then. For all threads.
    void wakeAt(long atNanos) {
        if (next.getAndAccumulate(atNanos, Math::min) > atNanos) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            long left = next.get() - nanos.getAsLong();
            if (left > 0) {
                LockSupport.parkNanos(this, Math.min(left, LONGEST_SLEEP.toNanos()));
            } else {
                advance();
            }
        }
    }

    /// What the pacer is told meanwhile may want an earlier time than it says.
    private void advance() {
        next.set(Pacer.NEVER);
        try {
            wakeAt(advance.applyAsLong(nanos.getAsLong()));
        } catch (RuntimeException e) {
            log.fault("Turns cannot be given", e);
            wakeAt(nanos.getAsLong() + LONGEST_SLEEP.toNanos());
        }
    }
}
