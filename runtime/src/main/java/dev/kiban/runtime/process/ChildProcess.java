package dev.kiban.runtime.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A program that runs beside this one, with all that it starts itself.
///
/// ```java
/// ChildProcess child = ChildProcess.start(new Launch(List.of("ls", "-l"), folder), out::println);
/// int exit = child.awaitEnd();
/// ```
///
/// It ends when it is told to: the interrupt of a Ctrl-C, which a terminal sends to everything that
/// runs in it, reaches only us, so that we can stop our children in order. It reads nothing: its
/// standard input is empty.
public final class ChildProcess {
    /// So much of its output is kept for those who ask what it said last.
    public static final int LAST_LINES = 20;

    /// What a shell reports when there is no such program.
    public static final int NO_SUCH_PROGRAM = 127;

    /// An ignored signal stays ignored in the program that takes the shell's place. Java itself has
    /// no way to say so.
    private static final List<String> DEAF_TO_INTERRUPTS =
            List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private static final File NOWHERE = new File("/dev/null");

    private final Process process;
    private final LastLines lastLines;
    private final Thread reader;

    /// What to run, and where.
    ///
    /// @param command the program and its arguments
    public record Launch(List<String> command, Path directory) {
        public Launch {
            command = List.copyOf(command);
        }
    }

    private ChildProcess(Process process, Consumer<String> output) {
        this.process = process;
        this.lastLines = new LastLines(LAST_LINES);
        Consumer<String> both = lastLines::add;
        // Not a virtual thread: one that waits for a pipe keeps its carrier. The JDK adds a carrier
        // meanwhile, but takes it back when that one has been idle for half a minute; from then on
        // no virtual thread runs if there are as many silent children as cores.
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("output of " + process.pid())
                        .start(() -> Lines.read(process.getInputStream(), both.andThen(output)));
    }

    /// Starts a program.
    ///
    /// @param output takes each line that it writes, to standard output or error
    /// @throws IOException if the directory does not exist, or there is no shell
    public static ChildProcess start(Launch launch, Consumer<String> output) throws IOException {
        List<String> command =
                Stream.concat(DEAF_TO_INTERRUPTS.stream(), launch.command().stream()).toList();
        Process process =
                new ProcessBuilder(command)
                        .directory(launch.directory().toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(NOWHERE))
                        .redirectErrorStream(true)
                        .start();
        return new ChildProcess(process, output);
    }

    /// Its number on this machine.
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it has ended and all it wrote has been read.
    ///
    /// @return its exit code
    public int awaitEnd() throws InterruptedException {
        int exit = process.waitFor();
        reader.join();
        return exit;
    }

    /// What it wrote last.
    public List<String> lastLines() {
        return lastLines.all();
    }

    /// Asks it and its own children to end, and after a while makes them.
    public void stop(Duration grace) throws InterruptedException {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroy);
        awaitEnd(family, grace);
        Stream.concat(family.stream(), family().stream())
                .filter(ProcessHandle::isAlive)
                .forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    private static void awaitEnd(List<ProcessHandle> family, Duration limit)
            throws InterruptedException {
        CompletableFuture<?>[] ends =
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // They had their time; the caller does the rest.
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        }
    }
}
