package dev.kiban.app.command;

import dev.kiban.access.Sessions;
import dev.kiban.access.store.SqlSessions;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.runtime.sql.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban session`: who is signed in to the console.
@Command(
        name = "session",
        description = "List who is signed in to the console, and sign people out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban session list",
            "  kiban session end --person amy@example.com",
            "  kiban session end --all"
        })
final class SessionCommand {
    private SessionCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new SessionCommand())
                .addSubcommand(new SessionListCommand(terminal, environment))
                .addSubcommand(new SessionEndCommand(terminal, environment));
    }

    static Sessions sessions(Database database) {
        return new Sessions(
                SqlSessions.in(database),
                DatabaseQuestion.ledger(database),
                InstantSource.system(),
                new SecureRandom());
    }
}
