package dev.kiban.slo.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Prometheus' own judge of rules.
///
/// @param directory for its files
record Promtool(Path directory) {

    /// Skips the test, and says so, where it is not installed.
    Promtool {
        assumeTrue(isInstalled("promtool"), "skipped: promtool is not installed");
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// Rules that it accepts, with its lint as errors.
    void accepts(String rules) throws IOException, InterruptedException {
        passes("check", "rules", "--lint=all", "--lint-fatal", write("rules.yaml", rules));
    }

    /// A test of rules that it says holds.
    void proves(String rules, String tests) throws IOException, InterruptedException {
        write("rules.yaml", rules);
        passes("test", "rules", write("test.yaml", tests));
    }

    /// A test of rules that it says does not hold.
    String refutes(String rules, String tests) throws IOException, InterruptedException {
        write("rules.yaml", rules);
        Run run = run("test", "rules", write("test.yaml", tests));
        assertThat(run.exit()).as(run.said()).isEqualTo(1);
        return run.said();
    }

    void passes(String... arguments) throws IOException, InterruptedException {
        Run run = run(arguments);
        assertThat(run.exit()).as(run.said()).isZero();
    }

    private record Run(int exit, String said) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Stream.concat(Stream.of("promtool"), List.of(arguments).stream())
                                        .toList())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), said);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
