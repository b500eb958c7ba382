package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban pace`: workers ask before each job.
@Command(
        name = "pace",
        description = "Pace workers, who ask before each job: answer them, look, and intervene.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban pace serve definitions",
            "  kiban pace status",
            "  kiban pace set push --ratio 50%% --for 2h --reason 'the replica lags'",
            "  kiban pace pause push",
            "  kiban pace campaign push --jobs 1000000 --by 18:00"
        })
final class PaceCommand {
    private PaceCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new PaceCommand())
                .addSubcommand(new PaceServeCommand(terminal, environment))
                .addSubcommand(new PaceStatusCommand(terminal, environment))
                .addSubcommand(new PacePauseCommand(terminal, environment))
                .addSubcommand(new PaceResumeCommand(terminal, environment))
                .addSubcommand(new PaceSetCommand(terminal, environment))
                .addSubcommand(
                        new PaceCampaignCommand(terminal, environment, InstantSource.system()));
    }
}
