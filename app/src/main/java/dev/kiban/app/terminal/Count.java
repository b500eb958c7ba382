package dev.kiban.app.terminal;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import java.util.List;

/// Says how many there are of something: `1 team`, `3 services`.
public final class Count {
    private Count() {}

    /// What a snapshot holds, in one line.
    public static String of(Definitions definitions) {
        return "%s, %s, %s"
                .formatted(
                        of(definitions.services().size(), "service"),
                        of(definitions.teams().size(), "team"),
                        of(definitions.routeCount(), "route"));
    }

    /// How much is wrong, in one line.
    public static String of(List<Problem> problems) {
        long files = problems.stream().map(problem -> problem.at().file()).distinct().count();
        return "%s in %s".formatted(of(problems.size(), "problem"), of(files, "file"));
    }

    public static String of(long count, String noun) {
        return count == 1 ? "1 " + noun : "%d %ss".formatted(count, noun);
    }
}
