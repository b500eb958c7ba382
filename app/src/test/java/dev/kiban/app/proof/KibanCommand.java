package dev.kiban.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The program under test as a process of its own, small and quick to start.
final class KibanCommand {

    private static final String MAIN = "dev.kiban.app.Main";

    private KibanCommand() {}

    /// Starts it; what it logs comes with what it says.
    static Process start(String... arguments) {
        return startWith(Map.of(), arguments);
    }

    /// Starts it with more in its environment.
    static Process startWith(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MAIN));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
            process.environment().putAll(environment);
            return process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
