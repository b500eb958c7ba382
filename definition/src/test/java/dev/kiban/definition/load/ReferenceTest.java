package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Loaded;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.YamlFile;
import dev.kiban.definition.yaml.YamlLimits;
import dev.kiban.definition.yaml.YamlReader;
import dev.kiban.testkit.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of `docs/reference` that are written from the program.
class ReferenceTest {
    private static final Path DOCS = Path.of("../docs/reference");
    private static final Path EXAMPLE = DOCS.resolve("example");
    private static final String WRITTEN_BY =
            """
            <!-- Written by ReferenceTest. To write it anew: mvn -Dquick -pl definition -am test -Dgolden.update=true -->
            """;

    @Test
    void theExampleIsAccepted() {
        assertThat(new DefinitionLoader().load(EXAMPLE)).isInstanceOf(Loaded.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/reference/example", "examples/flea-market"})
    void examplesFollowTheSchemaThatTheyName(String directory) throws IOException {
        SchemaValidator schema = new SchemaValidator(DefinitionSchema.all());

        for (Path file : filesOf(Path.of("..").resolve(directory))) {
            YamlFile yaml = YamlReader.read(file, Files.readAllBytes(file), new FileProblems(file));
            assertThat(Files.readString(file)).startsWith("# yaml-language-server: $schema=");
            assertThat(yaml.documents())
                    .extracting(document -> schema.problems(document.toJson().print()))
                    .isNotEmpty()
                    .containsOnly(List.of());
        }
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(yaml).isNotEmpty();
            return yaml;
        }
    }

    @Test
    void listsEveryKey() throws IOException {
        String intro = Files.readString(Path.of("src/test/reference/definitions.md"));
        String page =
                WRITTEN_BY
                        + intro.replace("{files}", "%,d".formatted(DefinitionFiles.MAX_FILES))
                                .replace("{bytes}", SizeText.print(YamlLimits.MAX_FILE_BYTES) + "B")
                                .replace("{documents}", "%,d".formatted(YamlLimits.MAX_DOCUMENTS))
                                .replace("{depth}", String.valueOf(YamlLimits.MAX_DEPTH))
                                .replace("{team}", read("item-team.yaml"))
                                .replace("{service}", read("item.yaml"))
                        + Reference.of(TeamKind.KIND)
                        + Reference.of(ServiceKind.KIND)
                        + Reference.of(GatewayKind.KIND)
                        + Reference.of(PaceKind.KIND);

        GoldenFile.check(DOCS.resolve("definitions.md"), page.stripTrailing() + "\n");
    }

    @Test
    void listsEveryProblem() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        WRITTEN_BY + Files.readString(Path.of("src/test/reference/problems.md")));
        for (ProblemCode code : ProblemCode.values()) {
            page.append("\n## %s %s%n%n%s%n".formatted(code.id(), code.title(), code.advice()));
            exampleOf(code).ifPresent(text -> page.append("\n```\n" + text + "\n```\n"));
        }

        GoldenFile.check(DOCS.resolve("problems.md"), page.toString());
    }

    /// The first problem of that code in the golden cases; said anew, as the cases may be too.
    private static Optional<String> exampleOf(ProblemCode code) throws IOException {
        try (Stream<Path> cases = Files.list(ProblemsTest.CASES)) {
            List<Path> own =
                    cases.filter(folder -> folder.getFileName().toString().startsWith(code.id()))
                            .sorted()
                            .toList();
            return own.isEmpty()
                    ? Optional.empty()
                    : Arrays.stream(ProblemsTest.say(own.getFirst().resolve("in")).split("\n\n"))
                            .filter(text -> text.contains(code.id()))
                            .map(String::stripTrailing)
                            .findFirst();
        }
    }

    private static String read(String example) throws IOException {
        return Files.readString(EXAMPLE.resolve(example)).stripTrailing();
    }
}
