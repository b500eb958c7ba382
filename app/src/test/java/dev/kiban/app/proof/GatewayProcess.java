package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `kiban gateway` as a process of its own, on free ports.
final class GatewayProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final Pattern GATEWAY =
            Pattern.compile("gateway on https?://127\\.0\\.0\\.1:(\\d+).*");
    private static final Pattern ADMIN =
            Pattern.compile("admin on http://127\\.0\\.0\\.1:(\\d+).*");

    private static final Pattern CONSOLE = Pattern.compile("console on (http://\\S+)");

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Integer> adminPort = new CompletableFuture<>();
    private final CompletableFuture<String> console = new CompletableFuture<>();

    private GatewayProcess(Process process) {
        this.process = process;
        // A virtual thread would hold its carrier while it waits for a pipe.
        this.reader = Thread.ofPlatform().daemon().unstarted(this::readOutput);
    }

    static GatewayProcess start(Path definitions, String... options) {
        return startWith(Map.of(), definitions, options);
    }

    /// With more in its environment.
    static GatewayProcess startWith(
            Map<String, String> environment, Path definitions, String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "gateway",
                                definitions.toString(),
                                "--port",
                                "0",
                                "--admin-port",
                                "0"));
        arguments.addAll(List.of(options));
        return startWith(environment, arguments);
    }

    /// @param arguments all of them, with free ports
    static GatewayProcess start(List<String> arguments) {
        return startWith(Map.of(), arguments);
    }

    private static GatewayProcess startWith(
            Map<String, String> environment, List<String> arguments) {
        GatewayProcess gateway =
                new GatewayProcess(
                        KibanCommand.startWith(environment, arguments.toArray(String[]::new)));
        gateway.reader.start();
        return gateway;
    }

    int port() {
        return await(port);
    }

    int adminPort() {
        return await(adminPort);
    }

    /// The URL of the console, if it was told to serve one.
    String console() {
        return console.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    long pid() {
        return process.pid();
    }

    /// All lines that the program wrote so far.
    List<String> output() {
        return List.copyOf(output);
    }

    /// The lines of the requests that it has taken, of a program that has ended.
    List<String> accessLog() {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output().stream().filter(line -> line.startsWith("{")).toList();
    }

    /// Waits for a line that contains `text`.
    void awaitOutput(String text) {
        Eventually.passes(() -> assertThat(output()).anyMatch(line -> line.contains(text)));
    }

    /// SIGTERM; its last words are still read, which `Process` itself would not do.
    void terminate() {
        process.toHandle().destroy();
    }

    /// Waits for the end of the program and gives its exit code.
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "still running after "
                                + PATIENCE_SECONDS
                                + " s:\n"
                                + String.join("\n", output));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                find(GATEWAY, line, port);
                find(ADMIN, line, adminPort);
                Matcher found = CONSOLE.matcher(line);
                if (found.find()) {
                    console.complete(found.group(1));
                }
            }
        } catch (IOException _) {
            // The stream is closed under us when the process is killed.
        }
        IllegalStateException gone =
                new IllegalStateException("the gateway ended:\n" + String.join("\n", output));
        port.completeExceptionally(gone);
        adminPort.completeExceptionally(gone);
        console.completeExceptionally(gone);
    }

    private static void find(Pattern pattern, String line, CompletableFuture<Integer> port) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.matches()) {
            port.complete(Integer.valueOf(matcher.group(1)));
        }
    }

    private static int await(CompletableFuture<Integer> port) {
        return port.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
