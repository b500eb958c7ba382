package dev.kiban.app.local;

import dev.kiban.definition.Address;
import dev.kiban.runtime.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Looks after one service, on a thread of its own: starts it, sees whether it comes up, and starts
/// it again when it ends by itself.
///
/// The first start must succeed, since whoever typed the command is looking. Later ends are met
/// with patience, since whoever works on the service is still at it.
final class Supervisor {
    private static final Duration POLL = Duration.ofMillis(20);

    /// A signal may be sent to all of us at once: what ends by it is no news then.
    private static final Duration AFTERTHOUGHT = Duration.ofMillis(300);

    private final LocalService service;
    private final Consumer<String> output;
    private final Predicate<Address> accepts;
    private final InstantSource clock;

    private final Restarts restarts = new Restarts();
    private final CompletableFuture<FirstStart> firstStart = new CompletableFuture<>();
    private final Thread thread;

    // Guarded by this.
    private Optional<ChildProcess> child = Optional.empty();
    private boolean closing;

    /// How the first start went.
    sealed interface FirstStart {
        record Ready(Duration took) implements FirstStart {}

        record Failed(String why, List<String> lastLines) implements FirstStart {}
    }

    /// @param output takes the service's lines, and our own words about it
    /// @param accepts whether somebody listens at an address
    Supervisor(
            LocalService service,
            Consumer<String> output,
            Predicate<Address> accepts,
            InstantSource clock) {
        this.service = service;
        this.output = output;
        this.accepts = accepts;
        this.clock = clock;
        this.thread =
                Thread.ofVirtual().name("supervisor of " + service.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    LocalService service() {
        return service;
    }

    CompletableFuture<FirstStart> firstStart() {
        return firstStart;
    }

    /// What the service wrote last.
    synchronized List<String> lastLines() {
        return child.map(ChildProcess::lastLines).orElse(List.of());
    }

    /// Ends the service, for good.
    void close(Duration grace) throws InterruptedException {
        Optional<ChildProcess> last;
        synchronized (this) {
            closing = true;
            last = child;
        }
        if (last.isPresent()) {
            last.get().stop(grace);
        }
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            Optional<Duration> again = Optional.of(Duration.ZERO);
            while (again.isPresent()) {
                Thread.sleep(again.get());
                again = runOnce();
            }
        } catch (InterruptedException e) {
            // Only `close` interrupts, and it needs nothing more from this thread.
            Thread.currentThread().interrupt();
        }
    }

    /// @return when to start again; empty for never
    private Optional<Duration> runOnce() throws InterruptedException {
        Instant began = clock.instant();
        Optional<ChildProcess> running = launch();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        if (comesUp(running.get())) {
            firstStart.complete(new FirstStart.Ready(Duration.between(began, clock.instant())));
        }
        int exit = running.get().awaitEnd();
        Duration ranFor = Duration.between(began, clock.instant());
        if (firstStart.isDone()) {
            Thread.sleep(AFTERTHOUGHT);
        }
        return isClosing() ? Optional.empty() : afterEnd(exit, ranFor);
    }

    private synchronized Optional<ChildProcess> launch() {
        if (closing) {
            return Optional.empty();
        }
        try {
            child = Optional.of(ChildProcess.start(service.launch(), output));
            return child;
        } catch (IOException e) {
            String why = "cannot be started: " + e.getMessage();
            output.accept(why);
            firstStart.complete(new FirstStart.Failed(why, List.of()));
            return Optional.empty();
        }
    }

    /// Waits until it listens at all its addresses, or has ended.
    private boolean comesUp(ChildProcess running) throws InterruptedException {
        while (running.isAlive()) {
            if (service.addresses().stream().allMatch(accepts)) {
                return running.isAlive();
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    private Optional<Duration> afterEnd(int exit, Duration ranFor) {
        String ended = "ended with exit code %d%s".formatted(exit, meaning(exit));
        if (firstStart.complete(
                new FirstStart.Failed(ended + " before it was ready", lastLines()))) {
            return Optional.empty();
        }
        Optional<Duration> delay = restarts.afterEnd(ranFor);
        output.accept(
                delay.map(wait -> "%s; starting it again in %s".formatted(ended, seconds(wait)))
                        .orElse(
                                "%s once too often: mend it, then run `kiban up` again; the others go on"
                                        .formatted(ended)));
        return delay;
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private String meaning(int exit) {
        return exit == ChildProcess.NO_SUCH_PROGRAM
                ? " (no such program: '%s')".formatted(service.launch().command().getFirst())
                : "";
    }

    private static String seconds(Duration wait) {
        return "%.1f s".formatted(wait.toMillis() / 1000.0);
    }
}
