package dev.kiban.transcode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another program, run to its end, or to the end of our patience.
final class Program {

    /// @param output what it wrote, errors included
    record Result(int exitCode, String output) {}

    private Program() {}

    /// @param most after that time it is stopped, which is an exit code other than 0
    static Result run(Duration most, List<String> command) {
        return runIn(Path.of(""), most, command);
    }

    static Result runIn(Path folder, Duration most, List<String> command) {
        try {
            return start(folder, most, command);
        } catch (IOException e) {
            return new Result(-1, e.toString());
        }
    }

    private static Result start(Path folder, Duration most, List<String> command)
            throws IOException {
        Path output = Files.createTempFile("program", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toAbsolutePath().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .redirectInput(new File("/dev/null"))
                            .start();
            boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            // The runner quotes bytes that are not text.
            String text = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
            return new Result(ended ? process.exitValue() : -1, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static boolean exists(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }
}
