package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Collects the problems of one file or folder, up to a limit: a hostile file may not cost the
/// memory of all that is wrong with it.
public final class FileProblems {
    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private boolean brokenOff;

    public FileProblems(Path file) {
        this.file = file;
    }

    public void add(Problem problem) {
        if (isFull()) {
            breakOff();
            return;
        }
        problems.add(shortened(problem));
    }

    /// A message may quote a key or a name, and a file may be one long name.
    private static Problem shortened(Problem problem) {
        String message = problem.message();
        if (message.length() <= YamlLimits.MAX_MESSAGE_CHARS) {
            return problem;
        }
        String start = message.substring(0, YamlLimits.MAX_MESSAGE_CHARS);
        return new Problem(problem.at(), problem.code(), start + "…", problem.allowed());
    }

    /// Whether no more problems are kept, so that there is no point in looking for them.
    public boolean isFull() {
        return problems.size() >= YamlLimits.MAX_PROBLEMS;
    }

    /// Notes that there may be more problems than were looked for.
    public void breakOff() {
        brokenOff = true;
    }

    /// All problems that were kept, and one that says so if some were not.
    public List<Problem> toList() {
        if (!brokenOff) {
            return List.copyOf(problems);
        }
        List<Problem> all = new ArrayList<>(problems);
        all.add(
                new Problem(
                        Location.of(file),
                        ProblemCode.TOO_MANY,
                        "more than %d problems: mend these, then check again"
                                .formatted(YamlLimits.MAX_PROBLEMS)));
        return all;
    }
}
