package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.Yaml;
import java.nio.file.Path;
import java.util.List;

/// The reading of one file, at one of its keys: where shapes report problems and findings.
public final class Reading {
    private final String key;
    private final FileProblems problems;
    private final Findings findings;
    private final RelativePaths paths;

    private Reading(String key, FileProblems problems, Findings findings, RelativePaths paths) {
        this.key = key;
        this.problems = problems;
        this.findings = findings;
        this.paths = paths;
    }

    /// The reading of a document.
    public static Reading of(FileProblems problems, Findings findings, RelativePaths paths) {
        return new Reading("document", problems, findings, paths);
    }

    /// The reading of a value without a directory around it: any path will do.
    static Reading alone(Path file) {
        return of(new FileProblems(file), new Findings(), RelativePaths.ANY);
    }

    /// The reading of the value of one key.
    public Reading in(String innerKey) {
        return new Reading(innerKey, problems, findings, paths);
    }

    Reading inElement(int index) {
        return in(key + "[" + index + "]");
    }

    /// Reports a problem with the value of the current key.
    ///
    /// @param message goes on from the key: `must be …`
    public void report(Location at, ProblemCode code, String message) {
        problems.add(new Problem(at, code, "'%s' %s".formatted(key, message)));
    }

    void report(Problem problem) {
        problems.add(problem);
    }

    /// Reports a value that is not even of the expected type; nothing if it is broken, as that is
    /// known.
    ///
    /// @param hint goes on from the message, and may be empty
    public void reportWrongType(Yaml value, String expected, String hint) {
        if (value instanceof Yaml.Broken) {
            return;
        }
        report(
                value.at(),
                ProblemCode.WRONG_TYPE,
                "must be %s, found %s%s".formatted(expected, Found.describe(value), hint));
    }

    /// Reports a value of the current key that is none of the words allowed there.
    void reportUnfit(Location at, Misfit misfit) {
        String message = "cannot be '%s'%s".formatted(misfit.found(), misfit.hint());
        problems.add(
                new Problem(
                        at,
                        ProblemCode.UNKNOWN_WORD,
                        "'%s' %s".formatted(key, message),
                        misfit.allowed()));
    }

    /// Reports a word that is none of those allowed.
    public void reportUnknown(Location at, ProblemCode code, String what, Misfit misfit) {
        problems.add(Problem.unknownWord(at, code, what, misfit));
    }

    /// Where to note what only all documents together can judge.
    public Findings findings() {
        return findings;
    }

    /// Where the files are that definitions name.
    public RelativePaths paths() {
        return paths;
    }

    List<Problem> problems() {
        return problems.toList();
    }
}
