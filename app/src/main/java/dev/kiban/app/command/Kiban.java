package dev.kiban.app.command;

import dev.kiban.app.running.PlanCheck;
import dev.kiban.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban`: the root of the command line. Each subcommand is a class of its own; a new one is a
/// line in [#commandLine].
///
/// Exit codes: 0 done, 1 the command says no (the definitions have problems, a server could not
/// start), 2 the command line itself is wrong.
@Command(
        name = "kiban",
        description = "A microservices platform in one program.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban up examples/flea-market",
            "  kiban check examples/flea-market",
            "  kiban gateway --help"
        })
public final class Kiban {
    private Kiban() {}

    public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new Kiban())
                .addSubcommand(new UpCommand(terminal, environment))
                .addSubcommand(new GatewayCommand(terminal, environment))
                .addSubcommand(new CheckCommand(terminal, List.of(PlanCheck::problems)))
                .addSubcommand(new ExplainCommand(terminal, InstantSource.system()))
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(SloCommand.commandLine(terminal, environment))
                .addSubcommand(TrafficCommand.commandLine(terminal, environment))
                .addSubcommand(PaceCommand.commandLine(terminal, environment))
                .addSubcommand(RunCommand.commandLine(terminal, environment))
                .addSubcommand(GateCommand.commandLine(terminal, environment))
                .addSubcommand(LedgerCommand.commandLine(terminal, environment))
                .addSubcommand(TokenCommand.commandLine(terminal, environment))
                .addSubcommand(SessionCommand.commandLine(terminal, environment))
                .setOut(terminal.out())
                .setErr(terminal.err());
    }
}
