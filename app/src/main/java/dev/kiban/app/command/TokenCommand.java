package dev.kiban.app.command;

import dev.kiban.access.Tokens;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.runtime.sql.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kiban token`: who may call the API.
@Command(
        name = "token",
        description = "Make tokens for programs that call the API, list them, take them back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  kiban token create --team shop-team --name ci",
            "  kiban token list",
            "  kiban token revoke --team shop-team --name ci"
        })
final class TokenCommand {
    private TokenCommand() {}

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new TokenCreateCommand(terminal, environment))
                .addSubcommand(new TokenListCommand(terminal, environment))
                .addSubcommand(new TokenRevokeCommand(terminal, environment));
    }

    static Tokens tokens(Database database) {
        return new Tokens(
                SqlTokens.in(database),
                DatabaseQuestion.ledger(database),
                InstantSource.system(),
                new SecureRandom());
    }
}
