package dev.kiban.runtime.lifecycle;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.STEP;

import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Does something again and again on a thread of its own until it is closed. A fault ends one
/// attempt only, and is logged once for as long as it is the same.
public final class Beat implements AutoCloseable {
    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final Log log;
    private final Thread thread;
    private String trouble = "";
    private volatile boolean closed;

    /// @param name of the thread, and what people read in the log
    public Beat(String name, Duration pause, Runnable work, Log log) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Ends after the attempt that may be under way; whoever closes limits how long that may take.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            attempt();
            LockSupport.parkNanos(this, closed ? 1 : pause.toNanos());
        }
    }

    private void attempt() {
        try {
            work.run();
            if (!trouble.isEmpty()) {
                log.info("It goes on", STEP.is(name));
                trouble = "";
            }
        } catch (RuntimeException e) { // a database that is away, or a fault of ours
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                log.warn("It does not go on, and is tried again", STEP.is(name), REASON.is(why));
                trouble = why;
            }
        }
    }
}
