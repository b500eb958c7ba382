package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban traffic`: how a service's traffic is shared between its backends, while it runs.
@Command(
        name = "traffic",
        description = "Show and change how backends share the traffic of a service.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban traffic show item",
            "  kiban traffic set item k8s=5% --reason 'a day without errors at 1%'",
            "  kiban traffic rollback item --reason 'slower than before'"
        })
final class TrafficCommand {
    private TrafficCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new TrafficCommand())
                .addSubcommand(new TrafficShowCommand(terminal, environment))
                .addSubcommand(new TrafficSetCommand(terminal, environment))
                .addSubcommand(new TrafficRollbackCommand(terminal, environment));
    }
}
