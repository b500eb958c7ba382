package dev.kiban.app.command;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Issued;
import dev.kiban.access.Right;
import dev.kiban.app.terminal.Listing;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.sql.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban token list`: the tokens that hold, without their secrets.
@Command(
        name = "list",
        description = "List the tokens that hold, without what nobody can see again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 listed, 2 they cannot be read, or the command line is wrong."})
final class TokenListCommand implements Callable<Integer> {
    private static final Listing<Issued> LISTING =
            new Listing<>("tokens", "no tokens", TokenListCommand::row, TokenListCommand::members);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    TokenListCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return question.ask(terminal, environment, this::list);
    }

    private int list(Database database) {
        terminal.out().print(LISTING.text(TokenCommand.tokens(database).all(), question.format()));
        terminal.out().flush();
        return 0;
    }

    private static List<String> row(Issued token) {
        Program caller = token.caller();
        return List.of(
                caller.scope().toString(),
                caller.name().value(),
                may(caller.right()),
                "made %s by %s".formatted(token.at(), token.by()),
                expires(token));
    }

    private static Map<String, Json> members(Issued token) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("scope", Json.text(token.caller().scope().toString()));
        members.put("name", Json.text(token.caller().name().value()));
        members.put("may", Json.text(may(token.caller().right())));
        members.put("by", Json.text(token.by()));
        members.put("at", Json.text(token.at().toString()));
        token.expires().ifPresent(end -> members.put("expires", Json.text(end.toString())));
        return members;
    }

    private static String expires(Issued token) {
        return token.expires().map(end -> "expires " + end).orElse("never expires");
    }

    private static String may(Right right) {
        return switch (right) {
            case ASK -> "may ask";
            case CHANGE -> "may change";
        };
    }
}
