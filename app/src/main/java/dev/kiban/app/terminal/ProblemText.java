package dev.kiban.app.terminal;

import dev.kiban.definition.Problem;
import dev.kiban.definition.report.Colours;
import dev.kiban.definition.report.TextReport;
import java.util.List;

/// All that is wrong with definitions, for people.
public final class ProblemText {
    private ProblemText() {}

    public static String of(List<Problem> problems, Colours colours) {
        return "%s%n%s%n".formatted(TextReport.of(problems, colours), Count.of(problems));
    }
}
