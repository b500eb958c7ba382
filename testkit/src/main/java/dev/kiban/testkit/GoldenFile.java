package dev.kiban.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that holds what a program should say, kept in the repository so that every change of it
/// is seen in review. Run the tests with `-Dgolden.update=true` to accept what the program says
/// now.
public final class GoldenFile {
    private GoldenFile() {}

    /// Asserts that the file has exactly this text.
    public static void check(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            assertThat(actual)
                    .as("%s (run with -Dgolden.update=true to accept)", file)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
