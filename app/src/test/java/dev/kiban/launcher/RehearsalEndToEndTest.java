package dev.kiban.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a rehearsal notes is of use to `kiban run`: also the library of the command line, which is
/// compiled anew for that.
class RehearsalEndToEndTest {
    private static final String JAR = Path.of("target", "kiban.jar").toString();

    @TempDir private Path folder;

    @Test
    void runsWithWhatItNoted() throws Exception {
        Path cache = folder.resolve("run.aot");

        Ended rehearsal =
                java("-XX:AOTCacheOutput=" + cache, "-cp", JAR, "dev.kiban.app.Rehearsal");
        Ended run =
                java(
                        "-XX:AOTCache=" + cache,
                        "-XX:AOTMode=on",
                        "-Xlog:class+load",
                        "-jar",
                        JAR,
                        "run",
                        "--help");

        assertThat(rehearsal.exit()).as(rehearsal.output()).isZero();
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Run a command", "picocli.CommandLine source: shared objects file")
                .contains("dev.kiban.app.command.RunCommand source: shared objects file");
    }

    private record Ended(int exit, String output) {}

    private static Ended java(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
