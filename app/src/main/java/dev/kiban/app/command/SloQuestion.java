package dev.kiban.app.command;

import dev.kiban.app.export.Exports;
import dev.kiban.app.export.ServedNames;
import dev.kiban.app.running.PlanCheck;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.app.terminal.Unwritten;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.export.Exported;
import dev.kiban.slo.export.ExportedFiles;
import dev.kiban.slo.export.Unsaid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the commands that write SLOs for others have in common: whose SLOs, and where to.
final class SloQuestion {
    private static final int NOT_WRITTEN = 1;

    @Parameters(paramLabel = "DIR", description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write to a file instead of standard output, or to a folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--leave-out",
            description = "Leave out what cannot be said, and say so, rather than write nothing.")
    private boolean leaveOut;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /// Loads, exports and writes one text.
    int write(Terminal terminal, Function<Exports, Exported> export) {
        Optional<Exports> known = load(terminal);
        if (known.isEmpty()) {
            return NOT_WRITTEN;
        }
        Exported exported = export.apply(known.get());
        return mayWrite(exported.unsaid(), terminal)
                ? write(exported.text(), terminal)
                : NOT_WRITTEN;
    }

    /// Loads, exports and writes files into a folder.
    int writeFolder(Terminal terminal, Function<Exports, ExportedFiles> export) {
        Path folder =
                out.orElseThrow(
                        () ->
                                new ParameterException(
                                        command.commandLine(),
                                        "this format is a file for each service: say in which folder with --out"));
        Optional<Exports> known = load(terminal);
        if (known.isEmpty()) {
            return NOT_WRITTEN;
        }
        ExportedFiles exported = export.apply(known.get());
        return mayWrite(exported.unsaid(), terminal)
                ? write(exported.files(), folder, terminal)
                : NOT_WRITTEN;
    }

    private boolean mayWrite(List<Unsaid> unsaid, Terminal terminal) {
        unsaid.forEach(one -> terminal.err().println("cannot be said: " + one));
        if (unsaid.isEmpty() || leaveOut) {
            return true;
        }
        terminal.err().println("nothing is written; --leave-out writes the rest");
        return false;
    }

    private Optional<Exports> load(Terminal terminal) {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) -> reject(problems, terminal);
            case Loaded.Accepted(Definitions definitions) -> plan(definitions, terminal);
        };
    }

    private static Optional<Exports> plan(Definitions definitions, Terminal terminal) {
        return switch (GatewayPlan.compile(definitions, SchemaSources.ofFiles(definitions))) {
            case GatewayPlan.Rejected(List<Problem> problems) -> reject(problems, terminal);
            case GatewayPlan.Compiled(GatewayPlan gateway) ->
                    switch (SloPlan.compile(
                            definitions, service -> PlanCheck.exposed(service, gateway.routes()))) {
                        case SloPlan.Rejected(List<Problem> problems) -> reject(problems, terminal);
                        case SloPlan.Compiled(SloPlan plan) ->
                                Optional.of(
                                        new Exports(
                                                definitions,
                                                plan,
                                                new ServedNames(gateway.routes())));
                    };
        };
    }

    private static Optional<Exports> reject(List<Problem> problems, Terminal terminal) {
        terminal.err().print(ProblemText.of(problems, terminal.colours()));
        terminal.err().flush();
        return Optional.empty();
    }

    private int write(String text, Terminal terminal) {
        if (out.isEmpty()) {
            terminal.out().print(text);
            terminal.out().flush();
            return 0;
        }
        try {
            Files.writeString(out.get(), text);
            return 0;
        } catch (IOException e) {
            return refuse(out.get(), e, terminal);
        }
    }

    private static int write(Map<String, String> files, Path folder, Terminal terminal) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return 0;
        } catch (IOException e) {
            return refuse(folder, e, terminal);
        }
    }

    private static int refuse(Path where, IOException why, Terminal terminal) {
        terminal.err().println("cannot write %s: %s".formatted(where, Unwritten.why(why)));
        return NOT_WRITTEN;
    }
}
