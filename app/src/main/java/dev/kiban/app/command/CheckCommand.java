package dev.kiban.app.command;

import dev.kiban.app.terminal.Count;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.definition.report.JsonReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban check DIR`: everything that is wrong with a directory of definitions, without starting
/// anything.
@Command(
        name = "check",
        description = "Check a directory of definitions and say everything that is wrong with it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 no problems, 1 problems, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban check examples/flea-market",
            "  kiban check --format json definitions | jq '.problems[].message'"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int PROBLEMS = 1;

    enum Format {
        text,
        json
    }

    private final Terminal terminal;
    private final List<Function<Definitions, List<Problem>>> checks;

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default) for people, json for programs.")
    private Format format = Format.text;

    /// @param checks what each capability finds in services that are well-formed
    CheckCommand(Terminal terminal, List<Function<Definitions, List<Problem>>> checks) {
        this.terminal = terminal;
        this.checks = List.copyOf(checks);
    }

    @Override
    public Integer call() {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, Definitions sound) ->
                    reject(Stream.concat(problems.stream(), problemsIn(sound)));
            case Loaded.Accepted(Definitions definitions) -> {
                List<Problem> problems = problemsIn(definitions).toList();
                yield problems.isEmpty() ? accept(definitions) : reject(problems.stream());
            }
        };
    }

    private Stream<Problem> problemsIn(Definitions definitions) {
        return checks.stream().flatMap(check -> check.apply(definitions).stream());
    }

    private int accept(Definitions definitions) {
        print(
                switch (format) {
                    case json -> JsonReport.accepted(definitions).print();
                    case text -> "%s: no problems%n".formatted(Count.of(definitions));
                });
        return 0;
    }

    private int reject(Stream<Problem> found) {
        List<Problem> problems = found.sorted().toList();
        print(
                switch (format) {
                    case json -> JsonReport.rejected(problems).print();
                    case text -> ProblemText.of(problems, terminal.colours());
                });
        return PROBLEMS;
    }

    private void print(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
