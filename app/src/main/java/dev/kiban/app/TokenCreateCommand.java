package dev.kiban.app;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.runtime.sql.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban token create`: a token, shown once.
@Command(
        name = "create",
        description =
                "Make a token with which a program may call the API for the services of a team. It is shown once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 made, 2 it cannot be made, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban token create --team shop-team --name ci",
            "  kiban token create --team shop-team --name flagger --read-only"
        })
final class TokenCreateCommand implements Callable<Integer> {
    private static final int NOT_MADE = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(
            names = "--team",
            required = true,
            paramLabel = "NAME",
            description = "Whose services it is for.")
    private String team = "";

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What the ledger calls who uses it, such as ci.")
    private String name = "";

    @Option(
            names = "--read-only",
            description = "It may ask, such as the gate, and change nothing.")
    private boolean readOnly;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    TokenCreateCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Program caller =
                question.read(
                        () ->
                                new Program(
                                        new Scope.OneTeam(new TeamName(team)),
                                        new TokenName(name),
                                        readOnly ? Right.ASK : Right.CHANGE));
        return question.ask(terminal, environment, database -> create(database, caller));
    }

    private int create(Database database, Program caller) {
        return switch (TokenCommand.tokens(database)
                .create(caller, System.getProperty("user.name"))) {
            case Refused(String why) -> {
                terminal.err().println(why);
                terminal.err().flush();
                yield NOT_MADE;
            }
            case Created created -> {
                terminal.out()
                        .print(
                                switch (question.format()) {
                                    case text -> created.secret().reveal() + "\n";
                                    case json -> json(caller, created).print();
                                });
                terminal.out().flush();
                yield 0;
            }
        };
    }

    private static Json json(Program caller, Created created) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("team", Json.text(caller.scope().toString()));
        members.put("name", Json.text(caller.name().value()));
        members.put("token", Json.text(created.secret().reveal()));
        members.put("event", Json.number(created.event()));
        return Json.object(members);
    }
}
