package dev.kiban.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Runs one test for each folder below a root: `in/` goes in, `expected.txt` should come out.
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> says() {
///     return GoldenFolders.below(Path.of("src/test/golden/check"), in -> check(in));
/// }
/// ```
public final class GoldenFolders {
    private GoldenFolders() {}

    /// One test a case, at least one.
    ///
    /// @param act gets the folder `in` of a case and returns what the program says of it
    public static Stream<DynamicTest> below(Path root, Function<Path, String> act) {
        List<Path> cases = cases(root);
        assertThat(cases).as("cases below %s", root).isNotEmpty();
        return cases.stream()
                .map(
                        folder ->
                                DynamicTest.dynamicTest(
                                        folder.getFileName().toString(),
                                        folder.toUri(),
                                        () ->
                                                GoldenFile.check(
                                                        folder.resolve("expected.txt"),
                                                        act.apply(folder.resolve("in")))));
    }

    private static List<Path> cases(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("in")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
