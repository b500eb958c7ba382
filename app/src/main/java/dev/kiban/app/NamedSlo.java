package dev.kiban.app;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which SLO a command is about.
final class NamedSlo {
    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "SLO", description = "Its SLO.")
    private String slo = "";

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "The directory of definitions (default: the current one).")
    private Path directory = Path.of(".");

    /// The SLO; empty if there is none, which has been said.
    Optional<ServiceSlo> find(Terminal terminal) {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    none(ProblemText.of(problems, terminal.colours()), terminal);
            case Loaded.Accepted(Definitions definitions) ->
                    switch (SloPlan.compile(definitions, Exposed.AS_WRITTEN)) {
                        case SloPlan.Rejected(List<Problem> problems) ->
                                none(ProblemText.of(problems, terminal.colours()), terminal);
                        case SloPlan.Compiled(SloPlan plan) -> find(plan, terminal);
                    };
        };
    }

    private Optional<ServiceSlo> find(SloPlan plan, Terminal terminal) {
        Optional<ServiceSlo> found =
                plan.slos().stream()
                        .filter(known -> known.service().value().equals(service))
                        .filter(known -> known.slo().name().value().equals(slo))
                        .findFirst();
        return found.isPresent()
                ? found
                : none(
                        "there is no SLO '%s' of a service '%s' in %s%n"
                                .formatted(slo, service, directory),
                        terminal);
    }

    private static Optional<ServiceSlo> none(String why, Terminal terminal) {
        terminal.err().print(why);
        terminal.err().flush();
        return Optional.empty();
    }
}
