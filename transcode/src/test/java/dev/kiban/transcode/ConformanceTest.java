package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.ConformanceRunner.Found;
import dev.kiban.transcode.ConformanceRunner.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Protobuf's own conformance runner asks, [ConformanceTestee] answers: every test that has JSON
/// going in or coming out, of proto2, proto3 and editions, required and recommended.
class ConformanceTest {

    private static final Duration MOST = Duration.ofMinutes(3);

    /// Without this, the runner asks about proto2 and proto3 only.
    private static final String NEWEST_EDITION = "2024";

    /// How many tests with JSON the runner of this version has. Fewer would mean that it asked
    /// something else.
    private static final Map<String, Long> TESTS_WITH_JSON =
            Map.of(
                    "Proto2", 600L,
                    "Proto3", 778L,
                    "Editions_Proto2", 600L,
                    "Editions_Proto3", 778L,
                    "Editions", 6L);

    private static final Pattern TEST =
            Pattern.compile("^conformance test: name=(?:Required|Recommended)\\.(\\w+)\\.(.*)$");

    @Test
    void passesEveryTestWithJson(@TempDir Path dir) throws IOException {
        switch (ConformanceRunner.find()) {
            case Found(List<String> command) -> passesEveryTestWithJson(command, dir);
            case Missing(String reason) -> sayNotChecked(reason);
        }
    }

    private static void sayNotChecked(String reason) {
        String line = "Not checked: protobuf's conformance tests of JSON, for " + reason + ".";
        System.out.println(line);
        Assumptions.abort(line);
    }

    private static void passesEveryTestWithJson(List<String> runner, Path dir) throws IOException {
        List<String> command = new ArrayList<>(runner);
        command.addAll(List.of("--maximum_edition", NEWEST_EDITION, "--enforce_recommended"));
        command.addAll(List.of("--failure_list", knownFailures().toString(), "--verbose"));
        command.addAll(List.of("--output_dir", dir.toString(), testee(dir).toString()));

        Program.Result result = Program.run(MOST, command);

        assertThat(result.exitCode()).as(summary(result)).isZero();
        assertThat(result.output().lines().filter(line -> line.startsWith("SKIPPED")))
                .noneMatch(ConformanceTest::hasJson);
        assertThat(testsWithJson(result)).isEqualTo(TESTS_WITH_JSON);
    }

    /// All that is not about a single test that went well.
    private static String summary(Program.Result result) {
        return result.output()
                .lines()
                .filter(
                        line ->
                                !line.startsWith("conformance test:")
                                        && !line.startsWith("SKIPPED"))
                .collect(Collectors.joining("\n"));
    }

    /// By syntax, as the runner names it.
    private static Map<String, Long> testsWithJson(Program.Result result) {
        return result.output()
                .lines()
                .map(TEST::matcher)
                .filter(Matcher::matches)
                .filter(test -> hasJson(test.group(2)))
                .collect(Collectors.groupingBy(test -> test.group(1), Collectors.counting()));
    }

    private static boolean hasJson(String test) {
        return test.contains("json_payload: ") || test.contains("requested_output_format: JSON");
    }

    private static Path knownFailures() {
        return Path.of("src/test/resources/conformance/known_failures.txt").toAbsolutePath();
    }

    /// The runner starts one program without arguments.
    private static Path testee(Path dir) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String script =
                """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s
                """
                        .formatted(
                                java,
                                System.getProperty("java.class.path"),
                                ConformanceTestee.class.getName());
        Path testee = Files.writeString(dir.resolve("testee"), script);
        if (!testee.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + testee + " executable");
        }
        return testee;
    }
}
