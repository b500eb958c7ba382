package dev.kiban.runtime.lifecycle;

import static dev.kiban.runtime.telemetry.log.LogKey.DURATION;
import static dev.kiban.runtime.telemetry.log.LogKey.STEP;

import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Ends a program in order: what was opened last is closed first, each step within a time of its
/// own.
///
/// ```java
/// Shutdown shutdown = new Shutdown(log);
/// shutdown.add("access log", Duration.ofSeconds(3), accessLog::close);
/// shutdown.add("gateway", Duration.ofSeconds(25), gateway::drain);   // runs first
/// shutdown.onExit();
/// ```
///
/// A step that fails or takes too long is reported and left behind; the others still run. A second
/// signal while the steps run ends the program, and its child processes, at once.
public final class Shutdown {
    private final Log log;
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean ran;

    public Shutdown(Log log) {
        this.log = log;
    }

    /// Adds a step that runs before all that were added earlier.
    ///
    /// @param limit how long the others wait for it
    public synchronized void add(String name, Duration limit, Runnable action) {
        steps.push(new Step(name, limit, action));
    }

    /// Runs the steps when the program is told to end: SIGTERM, SIGINT, `System.exit`.
    public void onExit() {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(
                                        () -> {
                                            TerminationSignals.haltOnNext();
                                            run();
                                        }));
    }

    /// Runs the steps, once: a second call does nothing.
    public synchronized void run() {
        if (ran) {
            return;
        }
        ran = true;
        while (!steps.isEmpty()) {
            run(steps.pop());
        }
    }

    private void run(Step step) {
        Thread worker =
                Thread.ofPlatform() // the program must end even if no virtual thread can run
                        .daemon()
                        .name("shutdown " + step.name)
                        .uncaughtExceptionHandler(
                                (thread, fault) ->
                                        log.fault(
                                                "Shutdown step failed", fault, STEP.is(step.name)))
                        .start(step.action);
        try {
            if (!worker.join(step.limit)) {
                log.warn(
                        "Shutdown step takes too long and is left behind",
                        STEP.is(step.name),
                        DURATION.is(step.limit));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Step(String name, Duration limit, Runnable action) {}
}
