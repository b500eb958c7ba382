package dev.kiban.app.command;

import dev.kiban.access.Scope;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.runtime.sql.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban token revoke`: a token holds no more.
@Command(
        name = "revoke",
        description = "Take a token back: the next call with it is refused.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 taken back, 1 there is none of that name, 2 it cannot be, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban token revoke --team shop-team --name ci",
            "  kiban token revoke --name developer"
        })
final class TokenRevokeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(
            names = "--team",
            paramLabel = "NAME",
            description = "Whose token it is (default: every team's).")
    private Optional<String> team = Optional.empty();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    TokenRevokeCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        TokenName token = question.read(() -> new TokenName(name));
        Scope scope = question.read(this::scope);
        return question.ask(terminal, environment, database -> revoke(database, scope, token));
    }

    private Scope scope() {
        return team.isPresent()
                ? new Scope.OneTeam(new TeamName(team.get()))
                : new Scope.EveryTeam();
    }

    private int revoke(Database database, Scope scope, TokenName token) {
        Optional<Long> event =
                TokenCommand.tokens(database).revoke(scope, token, System.getProperty("user.name"));
        if (event.isEmpty()) {
            terminal.err().println("there is no token '%s' of %s".formatted(token, scope));
            terminal.err().flush();
            return 1;
        }
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text ->
                                    "token '%s' of %s is revoked, event %d%n"
                                            .formatted(token, scope, event.get());
                            case json ->
                                    Json.object(Map.of("event", Json.number(event.get()))).print();
                        });
        terminal.out().flush();
        return 0;
    }
}
