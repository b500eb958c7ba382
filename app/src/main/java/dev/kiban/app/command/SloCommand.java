package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban slo`: SLOs in the words of other programs, what they count corrected, and where it went.
@Command(
        name = "slo",
        description =
                "Look back at SLOs, write them in the words of other programs, read them, and correct what they count.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban slo look-back shop --quarter 2026Q3",
            "  kiban slo rules examples/flea-market --out kiban-rules.yaml",
            "  kiban slo export --format openslo examples/flea-market",
            "  kiban slo export --format grafana examples/flea-market --out dashboards",
            "  kiban slo import slos.yaml",
            "  kiban slo undo shop availability 17"
        })
final class SloCommand {
    private SloCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        InstantSource time = InstantSource.system();
        return new CommandLine(new SloCommand())
                .addSubcommand(new SloRulesCommand(terminal, time))
                .addSubcommand(new SloExportCommand(terminal, time))
                .addSubcommand(new SloImportCommand(terminal))
                .addSubcommand(new SloLookBackCommand(terminal, environment, time))
                .addSubcommand(new SloForgetDemoCommand(terminal, environment))
                .addSubcommand(new SloCorrectCommand(terminal, environment, time))
                .addSubcommand(new SloUndoCommand(terminal, environment, time));
    }
}
