package dev.kiban.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The Redis of the system, on a port of its own, that keeps nothing. It ends with this process,
/// and by itself after five minutes.
public final class RealRedis implements AutoCloseable {
    private static final String AT_MOST = "300";

    private final Path directory;
    private final int port;
    private Process process;

    private RealRedis(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = begin();
    }

    /// Whether there is one. If not, says so: tests that need it are left out then.
    public static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("redis-server", "--version").start();
            boolean works = version.waitFor() == 0;
            return works || missing();
        } catch (IOException _) {
            return missing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing();
        }
    }

    private static boolean missing() {
        System.out.println("redis-server is not installed: tests with a real Redis are left out");
        return false;
    }

    /// Starts one, and waits until it answers.
    public static RealRedis start(Path directory) {
        try {
            return new RealRedis(directory, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process begin() throws IOException {
        Process begun =
                new ProcessBuilder(
                                "timeout",
                                "--foreground",
                                AT_MOST,
                                "redis-server",
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no",
                                "--dir",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("redis.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(begun)));
        Eventually.passes(
                () -> {
                    if (!isUp()) {
                        throw new AssertionError("Redis does not start on port " + port);
                    }
                });
        return begun;
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// Ends it without a warning, as a crash would.
    public void kill() {
        end(process);
    }

    /// Begins again, and remembers nothing.
    public void restart() {
        kill();
        try {
            process = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It stands still, and keeps its connections.
    public void stand() {
        signal("STOP");
    }

    /// It goes on with what was sent meanwhile.
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        process.descendants()
                .forEach(
                        one -> {
                            try {
                                new ProcessBuilder("kill", "-" + name, Long.toString(one.pid()))
                                        .start()
                                        .waitFor();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    @Override
    public void close() {
        kill();
    }

    private static void end(Process one) {
        one.descendants().forEach(ProcessHandle::destroyForcibly);
        one.destroyForcibly();
        try {
            boolean _ = one.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
