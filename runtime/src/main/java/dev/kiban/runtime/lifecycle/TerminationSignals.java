package dev.kiban.runtime.lifecycle;

import java.util.List;

/// SIGTERM and SIGINT after the first one: the JVM ignores signals once it is shutting down. Where
/// it cannot be told otherwise, the limits of the steps still hold.
final class TerminationSignals {
    private static final int EXIT_CODE_BASE = 128; // shells report death by signal n as 128 + n

    private TerminationSignals() {}

    /// From now on each such signal ends the process at once, with all that it has started.
    static void haltOnNext() {
        Signals.handle(List.of("TERM", "INT"), (_, number) -> halt(number));
    }

    /// Nobody is left to end what we have started, so that ends too.
    private static void halt(int signal) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(EXIT_CODE_BASE + signal);
    }
}
