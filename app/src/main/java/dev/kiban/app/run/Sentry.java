package dev.kiban.app.run;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process beside us that kills the command when its lease is over and we cannot, because we
/// stand still. With each renewal another one takes its place. It ends with us.
final class Sentry {
    private static final String KILLS =
            "seconds=$1 command=$2; shift 2; \"$@\" sleep \"$seconds\" && kill -KILL \"$command\"";

    private static final File NOWHERE = new File("/dev/null");
    private static final double MILLIS = 1_000;

    private final long command;
    private final List<String> guard;
    private Optional<Process> standing = Optional.empty();

    /// @param command the process that it kills
    /// @param guard has the system end it when we are killed; empty if there is no such thing, and
    ///     then nobody is set up, who could outlive the command and kill another one
    Sentry(long command, List<String> guard) {
        this.command = command;
        this.guard = List.copyOf(guard);
    }

    /// Kills it in so much time, and not when it was told before. By the thread that started the
    /// command.
    void killsIn(Duration time) {
        if (guard.isEmpty()) {
            return;
        }
        List<String> line = new ArrayList<>(guard);
        String seconds = String.valueOf(Math.max(0, time.toMillis()) / MILLIS);
        line.addAll(List.of("/bin/sh", "-c", KILLS, "sh", seconds, String.valueOf(command)));
        line.addAll(guard); // of those who sleep
        Optional<Process> next;
        try {
            next =
                    Optional.of(
                            new ProcessBuilder(line)
                                    .redirectInput(NOWHERE)
                                    .redirectOutput(NOWHERE)
                                    .redirectErrorStream(true)
                                    .start());
        } catch (IOException e) { // no shell: the fence is left
            next = Optional.empty();
        }
        end();
        standing = next;
    }

    /// The command has ended.
    void end() {
        standing.ifPresent(Process::destroyForcibly);
        standing = Optional.empty();
    }
}
