package dev.kiban.definition.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A megabyte of anything is refused within limits of time and memory. (Were one of these
/// quadratic, this class would not end.)
class HostileYamlTest {
    private static final Path FILE = Path.of("hostile.yaml");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{", "[{a: ", "- ", "? ", "{? ", "- - ", "a: {", "!a [", "&a [", "? - ",
                "{<<: ", "<<: {", "[[],",
            })
    void refusesNestingAtOnce(String opening) {
        List<Problem> problems = read(fill(opening));

        assertThat(problems)
                .isNotEmpty()
                .allMatch(
                        problem ->
                                List.of(
                                                ProblemCode.TOO_DEEP,
                                                ProblemCode.TOO_MANY,
                                                ProblemCode.NOT_YAML,
                                                ProblemCode.WRONG_TYPE,
                                                ProblemCode.ALIAS,
                                                ProblemCode.TAG)
                                        .contains(problem.code()));
    }

    @Test
    void refusesDeepIndentation() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; depth < 1_000; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }

        assertThat(read(text.toString()))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.TOO_DEEP);
    }

    @Test
    void refusesTheBombOfAliases() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol]\n");
        for (int level = 1; level < 20; level++) {
            String alias = "*a%d".formatted(level - 1);
            text.append(
                    "a%d: &a%d [%s]\n".formatted(level, level, alias + (", " + alias).repeat(9)));
        }

        assertThat(read(text.toString()))
                .isNotEmpty()
                .filteredOn(problem -> problem.code() != ProblemCode.TOO_MANY)
                .extracting(Problem::code)
                .containsOnly(ProblemCode.ALIAS);
    }

    @Test
    void refusesTheBombOfMergeKeys() {
        assertThat(read("a: &a {b: c}\nd: {<<: [*a, *a], <<: *a}\n"))
                .extracting(Problem::code)
                .containsOnly(ProblemCode.ALIAS);
    }

    @Test
    void quotesNoMoreThanTheStartOfALongName() {
        List<Problem> problems = read("*" + "a".repeat(500_000));

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().message().length()).isLessThan(1_100);
    }

    @Test
    void countsValues() {
        assertThat(read(fill("- a\n").substring(0, 4 * YamlLimits.MAX_VALUES + 4)))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.TOO_MANY);
    }

    @Test
    void countsDocuments() {
        assertThat(read("--- a\n".repeat(YamlLimits.MAX_DOCUMENTS))).isEmpty();
        assertThat(read("--- a\n".repeat(YamlLimits.MAX_DOCUMENTS + 1)))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.TOO_MANY);
    }

    @Test
    void stopsCountingProblems() {
        List<Problem> problems = read(fill("---\n@\n"));

        assertThat(problems).hasSize(YamlLimits.MAX_PROBLEMS + 1);
        assertThat(problems.getLast().code()).isEqualTo(ProblemCode.TOO_MANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "a\n",
                "\n",
                " ",
                "\t",
                "'",
                "\"",
                "''",
                "\"\"",
                "\\",
                "'a' ",
                "a: ",
                "a:\n",
                "? a\n",
                ": ",
                "#",
                "# a\n",
                ",",
                "[],",
                "&a ",
                "*a ",
                "!a ",
                "!<a> ",
                "%a\n",
                "|\n",
                "a: |\n ",
                "...\n",
                "---\n",
                "--- |\n a\n",
                "\r",
                "\u2028",
                "\u0085",
                "a\n\n",
                "{},",
                "-\n",
                "é",
                "漢",
                "😀",
                "\"\\x41\"\n",
                "k: v\n",
                "- k: v\n",
                ">-\n\n",
                "'\n",
                "\"\n ",
            })
    void endsWhateverIsRepeated(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        String quarter = text.repeat(YamlLimits.MAX_FILE_BYTES / 4 / bytes);

        assertThat(read(quarter)).hasSizeLessThanOrEqualTo(YamlLimits.MAX_PROBLEMS + 1);
    }

    @Test
    void takesCharactersOfTwoCharsWhereverTheyStand() {
        for (int before = 1_000; before < 1_050; before++) {
            assertThat(read("a: " + "x".repeat(before) + "😀\n")).isEmpty();
        }
    }

    private static String fill(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return text.repeat(YamlLimits.MAX_FILE_BYTES / bytes);
    }

    private static List<Problem> read(String text) {
        FileProblems problems = new FileProblems(FILE);
        YamlReader.read(FILE, text.getBytes(StandardCharsets.UTF_8), problems);
        return problems.toList();
    }
}
