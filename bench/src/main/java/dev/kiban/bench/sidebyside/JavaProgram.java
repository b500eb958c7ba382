package dev.kiban.bench.sidebyside;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the comparison starts one of our own programs: this JVM, this class path. */
final class JavaProgram {

    private JavaProgram() {}

    static List<String> command(String mainClass, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
