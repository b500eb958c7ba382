package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `kiban pace serve` as a process of its own.
final class PaceProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("pace on http://[^:]+:(\\d+)");
    private static final Pattern ADMIN = Pattern.compile("admin on http://[^:]+:(\\d+)");

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private PaceProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread.ofPlatform().daemon().start(this::read); // a virtual one would hold its carrier
    }

    /// Starts one on any free ports, and waits until it takes asks.
    static PaceProcess start(Path definitions, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "pace",
                                "serve",
                                definitions.toString(),
                                "--port",
                                "0",
                                "--admin-port",
                                "0"));
        arguments.addAll(List.of(more));
        PaceProcess one = new PaceProcess(KibanCommand.start(arguments.toArray(String[]::new)));
        one.await("admin on");
        return one;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException _) {
            // it was killed
        }
    }

    /// Waits until it has said something.
    void await(String text) {
        Eventually.passes(
                () -> {
                    assertThat(process.isAlive()).as("%s", output).isTrue();
                    assertThat(output).anyMatch(line -> line.contains(text));
                });
    }

    List<String> output() {
        return List.copyOf(output);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + number(PORT) + path);
    }

    URI admin(String path) {
        return URI.create("http://127.0.0.1:" + number(ADMIN) + path);
    }

    private String number(Pattern pattern) {
        return output.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /// Ends it without a warning.
    void kill() {
        process.destroyForcibly();
    }

    /// Ends it as whoever deploys does.
    void end() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(Eventually.PATIENCE)).as("%s", output).isTrue();
    }

    @Override
    public void close() {
        kill();
    }
}
