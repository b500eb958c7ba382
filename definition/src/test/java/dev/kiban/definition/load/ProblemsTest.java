package dev.kiban.definition.load;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.report.Colours;
import dev.kiban.definition.report.TextReport;
import dev.kiban.testkit.GoldenFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the loader says of each folder below `src/test/golden/problems`.
class ProblemsTest {
    static final Path CASES = Path.of("src/test/golden/problems");

    @TestFactory
    Stream<DynamicTest> areSaidWithPlaceCodeAndRemedy() {
        return GoldenFolders.below(CASES, ProblemsTest::say);
    }

    static String say(Path directory) {
        String text =
                switch (new DefinitionLoader().load(directory)) {
                    case Loaded.Accepted(Definitions(_, var teams, var services)) ->
                            "no problems: %d teams, %d services%n"
                                    .formatted(teams.size(), services.size());
                    case Loaded.Rejected(List<Problem> problems) ->
                            TextReport.of(problems, Colours.NONE);
                };
        return text.replace(directory + "/", "").replace(directory.toString(), "definitions");
    }
}
