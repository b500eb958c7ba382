package dev.kiban.definition.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReportTest {
    @TempDir private Path directory;

    @Test
    void pointsAtTheCharacterBelowTheLine() throws IOException {
        assertThat(report("first\n  spec: x\n", 2, 9))
                .isEqualTo(
                        """
                        FILE:2:9: KB205 no
                            2 |   spec: x
                              |         ^
                        """);
    }

    @Test
    void cutsLongLinesAroundThePlace() throws IOException {
        String line = "a".repeat(300) + "X" + "b".repeat(300);

        assertThat(report(line, 1, 301))
                .isEqualTo(
                        """
                        FILE:1:301: KB205 no
                            1 | …aaaaaaaaaaaaaaaaaaaaXbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…
                              |                      ^
                        """);
    }

    @Test
    void pointsPastWideCharacters() throws IOException {
        assertThat(report("名前: x", 1, 5))
                .isEqualTo(
                        """
                        FILE:1:5: KB205 no
                            1 | 名前: x
                              | \u3000\u3000  ^
                        """);
    }

    @Test
    void countsTabsAsOneColumn() throws IOException {
        assertThat(report("\tx", 1, 2)).contains("    1 |  x\n", "      |  ^\n");
    }

    @Test
    void pointsBehindTheLastCharacter() throws IOException {
        assertThat(report("ab", 1, 99)).contains("      |   ^\n");
    }

    @Test
    void showsNoLineOfAFileThatChangedOrWent() throws IOException {
        assertThat(report("one line", 7, 1)).isEqualTo("FILE:7:1: KB205 no\n");
        Problem gone =
                new Problem(new Location(directory.resolve("gone"), 1, 1), ProblemCode.NEEDS, "no");
        assertThat(TextReport.of(List.of(gone), Colours.NONE))
                .isEqualTo(directory.resolve("gone") + ":1:1: KB306 no\n");
    }

    @Test
    void letsNoDefinitionDriveATerminal() {
        Problem problem =
                new Problem(
                        Location.of(Path.of("a\u001b[2J.yaml")),
                        ProblemCode.BAD_VALUE,
                        "found '\u001b[31m\u0007\u202e'",
                        List.of("\u009b"));

        assertThat(TextReport.of(List.of(problem), Colours.NONE))
                .isEqualTo(
                        """
                        a\uFFFD[2J.yaml: KB205 found '\uFFFD[31m\uFFFD\uFFFD'
                              = allowed: \uFFFD
                        """);
    }

    @Test
    void listsSomeOfManyWords() {
        List<String> words = IntStream.range(0, 25).mapToObj(String::valueOf).toList();
        Problem problem =
                new Problem(Location.of(Path.of("a.yaml")), ProblemCode.UNKNOWN_NAME, "no", words);

        assertThat(TextReport.of(List.of(problem), Colours.NONE))
                .contains("= allowed: 0, 1, 2", ", 19 and 5 more\n");
    }

    private String report(String text, int line, int column) throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), text);
        Problem problem =
                new Problem(new Location(file, line, column), ProblemCode.BAD_VALUE, "no");
        return TextReport.of(List.of(problem), Colours.NONE).replace(file.toString(), "FILE");
    }
}
