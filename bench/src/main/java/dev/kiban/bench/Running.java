package dev.kiban.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of a comparison: started here, stopped here by its own handle, its output in a file.
public final class Running implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    /// The kernel counts in these, whatever its own clock: see `proc(5)`.
    private static final long NANOS_OF_A_TICK = 10_000_000;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final Process process;
    private final Path output;

    private Running(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Running start(List<String> command, Path output) {
        return start(command, Map.of(), output);
    }

    /// @param environment beside that of this program
    public static Running start(
            List<String> command, Map<String, String> environment, Path output) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /// Waits for the line that begins with `prefix`, and gives the port number that ends it.
    public int portAfter(String prefix) {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Optional<String> line = line(prefix);
            if (line.isPresent()) {
                return Integer.parseInt(line.get().replaceFirst(".*\\D(?=\\d+$)", ""));
            }
            pause();
        }
        throw new IllegalStateException("no '" + prefix + "' in " + output + ":\n" + read());
    }

    /// Waits until something accepts connections on `port`.
    public void listensOn(int port) {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                pause();
            }
        }
        throw new IllegalStateException("nothing listens on port " + port + ":\n" + read());
    }

    /// CPU time, user and system, of the process and of its children (the workers of nginx).
    public Duration cpu() {
        long ticks =
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToLong(handle -> ticks(handle.pid()))
                        .sum();
        return Duration.ofNanos(ticks * NANOS_OF_A_TICK);
    }

    public long pid() {
        return process.pid();
    }

    /// Ends it at once, as `kill -9` does.
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private Optional<String> line(String prefix) {
        return read().lines().filter(line -> line.startsWith(prefix)).findFirst();
    }

    private String read() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the name in parentheses, and may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
