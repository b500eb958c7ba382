package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban ledger`: what happened, and whether that is all.
@Command(
        name = "ledger",
        description = "Look at the ledger of what happened, add to it, and see that it is whole.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban ledger record release.recorded 'shop 1.4.2 is live' --service shop",
            "  kiban ledger search --service shop --kind release",
            "  kiban ledger verify --database postgres://kiban@db.example/kiban"
        })
final class LedgerCommand {
    private LedgerCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new LedgerCommand())
                .addSubcommand(new LedgerVerifyCommand(terminal, environment))
                .addSubcommand(new LedgerSearchCommand(terminal, environment))
                .addSubcommand(new LedgerRecordCommand(terminal, environment));
    }
}
