package dev.kiban.runtime.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;

/// One event loop: a thread that runs everything given to it in order. What belongs to a loop is
/// touched by that loop only, and nothing that runs on it may wait.
public final class Loop {
    private static final long SHORTEST_TIMER_MILLIS = 1;

    private final Vertx vertx;
    private final Context context;
    private final int index;

    Loop(Vertx vertx, Context context, int index) {
        this.vertx = vertx;
        this.context = context;
        this.index = index;
    }

    /// From 0; stays the same for the life of the transport.
    public int index() {
        return index;
    }

    /// Runs `task` on this loop, after what waits there already. The only method for other threads.
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /// Runs `task` now, on this loop's thread, when it is the socket that woke it and not the
    /// library above.
    void turn(Runnable task) {
        ContextInternal loop = (ContextInternal) context;
        ContextInternal before = loop.beginDispatch();
        try {
            task.run();
        } finally {
            loop.endDispatch(before);
        }
    }

    /// Runs `task` on this loop once `delay` is over.
    public Timer schedule(Duration delay, Runnable task) {
        long id =
                vertx.setTimer(Math.max(SHORTEST_TIMER_MILLIS, delay.toMillis()), _ -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    /// Runs `task` on this loop again and again.
    public Timer every(Duration period, Runnable task) {
        long id =
                vertx.setPeriodic(
                        Math.max(SHORTEST_TIMER_MILLIS, period.toMillis()), _ -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    /// Logs a fault of the program.
    void report(RuntimeException fault) {
        ((ContextInternal) context).reportException(fault);
    }

    Context context() {
        return context;
    }

    Vertx vertx() {
        return vertx;
    }

    /// Something that will run unless it is cancelled first.
    public interface Timer {
        void cancel();
    }
}
