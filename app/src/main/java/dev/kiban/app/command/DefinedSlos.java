package dev.kiban.app.command;

import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/// The SLOs of a directory, for commands that are about some of them.
final class DefinedSlos {
    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "The directory of definitions (default: the current one).")
    private Path directory = Path.of(".");

    /// The SLOs that a command is about; none if there are none, which has been said.
    ///
    /// @param what it is about, in words
    List<ServiceSlo> find(Terminal terminal, String what, Predicate<ServiceSlo> wanted) {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    none(ProblemText.of(problems, terminal.colours()), terminal);
            case Loaded.Accepted(Definitions definitions) ->
                    switch (SloPlan.compile(definitions, Exposed.AS_WRITTEN)) {
                        case SloPlan.Rejected(List<Problem> problems) ->
                                none(ProblemText.of(problems, terminal.colours()), terminal);
                        case SloPlan.Compiled(SloPlan plan) -> {
                            List<ServiceSlo> found = plan.slos().stream().filter(wanted).toList();
                            yield found.isEmpty()
                                    ? none(
                                            "there is no %s in %s%n".formatted(what, directory),
                                            terminal)
                                    : found;
                        }
                    };
        };
    }

    private static List<ServiceSlo> none(String why, Terminal terminal) {
        terminal.err().print(why);
        terminal.err().flush();
        return List.of();
    }
}
