package dev.kiban.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file that holds what a program should say, kept in the repository so that every change of it
/// is seen in review. Run the tests with `-Dgolden.update=true` to accept what the program says
/// now.
public final class GoldenFile {
    private GoldenFile() {}

    /// Asserts that the file has exactly this text.
    public static void check(Path file, String actual) {
        check(file, actual, Boolean.getBoolean("golden.update"));
    }

    static void check(Path file, String actual, boolean update) {
        try {
            if (update) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (!expected.equals(actual)) {
                throw new AssertionError(difference(file, expected, actual));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first line that differs: the whole texts can be pages long.
    private static String difference(Path file, String expected, String actual) {
        List<String> before = List.of(expected.split("\n", -1));
        List<String> now = List.of(actual.split("\n", -1));
        int same = 0;
        while (same < Math.min(before.size(), now.size())
                && before.get(same).equals(now.get(same))) {
            same++;
        }
        return """
        %s differs in line %d; run with -Dgolden.update=true to accept what is said now
        expected: %s
        but was:  %s"""
                .formatted(file, same + 1, line(before, same), line(now, same));
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "(the end)";
    }
}
