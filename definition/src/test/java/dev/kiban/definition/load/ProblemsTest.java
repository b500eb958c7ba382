package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.report.Colours;
import dev.kiban.definition.report.TextReport;
import dev.kiban.definition.yaml.YamlLimits;
import dev.kiban.testkit.GoldenFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the loader says of each folder below `src/test/golden/problems`.
class ProblemsTest {
    static final Path CASES = Path.of("src/test/golden/problems");

    /// Their inputs are too large or too odd for a repository; HostileDirectoryTest makes them.
    private static final Set<ProblemCode> WITHOUT_FOLDER =
            Set.of(ProblemCode.FILE_TOO_LARGE, ProblemCode.TOO_MANY, ProblemCode.UNREADABLE);

    @TestFactory
    Stream<DynamicTest> areSaidWithPlaceCodeAndRemedy() {
        return GoldenFolders.below(CASES, ProblemsTest::say);
    }

    @Test
    void ofEveryCodeHaveACase() throws IOException {
        Set<ProblemCode> said =
                inputs().stream().flatMap(in -> codesIn(say(in))).collect(Collectors.toSet());

        assertThat(said)
                .isEqualTo(
                        Arrays.stream(ProblemCode.values())
                                .filter(code -> !code.id().startsWith("KB4")) // the gateway's
                                .filter(code -> !code.id().startsWith("KB5")) // the SLOs'
                                .filter(code -> !WITHOUT_FOLDER.contains(code))
                                .collect(Collectors.toSet()));
    }

    @Test
    void areTheSameWhenDirectoriesAreLoadedAtOnce() throws IOException {
        List<String> oneByOne = inputs().stream().map(ProblemsTest::say).toList();

        List<String> atOnce = inputs().parallelStream().map(ProblemsTest::say).toList();

        assertThat(atOnce).isEqualTo(oneByOne);
    }

    @Test
    void ofTooMuchNameTheLimitsAsTheyAre() {
        assertThat(ProblemCode.FILE_TOO_LARGE.advice())
                .contains("%d MiB".formatted(YamlLimits.MAX_FILE_BYTES >> 20));
        assertThat(ProblemCode.TOO_DEEP.advice())
                .contains("at most %d deep".formatted(YamlLimits.MAX_DEPTH));
        assertThat(DefinitionFiles.MAX_FOLDERS_DEEP).isEqualTo(YamlLimits.MAX_DEPTH);
        assertThat(ProblemCode.TOO_MANY.advice())
                .contains(
                        "%,d definition files".formatted(DefinitionFiles.MAX_FILES),
                        "%d MiB".formatted(DefinitionFiles.MAX_BYTES >> 20),
                        "%,d files in all".formatted(DefinitionFiles.MAX_OTHER_FILES),
                        "%,d documents".formatted(YamlLimits.MAX_DOCUMENTS),
                        "%,d values".formatted(YamlLimits.MAX_VALUES),
                        "%,d problems".formatted(YamlLimits.MAX_PROBLEMS));
    }

    static String say(Path directory) {
        String text =
                switch (new DefinitionLoader().load(directory)) {
                    case Loaded.Accepted(Definitions(_, _, var teams, var services, _)) ->
                            "no problems: %d teams, %d services%n"
                                    .formatted(teams.size(), services.size());
                    case Loaded.Rejected(List<Problem> problems, _) ->
                            TextReport.of(problems, Colours.NONE);
                };
        return text.replace(directory + "/", "").replace(directory.toString(), "definitions");
    }

    private static List<Path> inputs() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.map(folder -> folder.resolve("in")).sorted().toList();
        }
    }

    private static Stream<ProblemCode> codesIn(String text) {
        return Arrays.stream(ProblemCode.values()).filter(code -> text.contains(code.id()));
    }
}
