package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban pace`: workers ask before each job.
@Command(
        name = "pace",
        description = "Pace workers: they ask before each job whether it may start.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  kiban pace serve definitions"})
final class PaceCommand {
    private PaceCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new PaceCommand()).addSubcommand(new PaceServeCommand(terminal));
    }
}
