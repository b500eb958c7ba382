package dev.kiban.app.command;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Tokens;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.runtime.sql.Database;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "  kiban token create --team shop-team --name flagger --read-only --expires 90d"
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

    @Option(
            names = "--expires",
            paramLabel = "DAYS",
            defaultValue = "never",
            converter = Lifetime.Converter.class,
            description =
                    "It holds for so long, such as 90d (default: ${DEFAULT-VALUE}, until it is revoked).")
    private Lifetime expires = Lifetime.ENDLESS;

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "Refuse a team that is not defined there (default: any team is taken).")
    private Optional<Path> directory = Optional.empty();

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
        Optional<String> refusal = directory.flatMap(this::refusal);
        return refusal.isPresent()
                ? refuse(refusal.get())
                : question.ask(terminal, environment, database -> create(database, caller));
    }

    /// Why the team cannot be one of a directory.
    private Optional<String> refusal(Path definitions) {
        return switch (new DefinitionLoader().load(definitions)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    Optional.of(ProblemText.of(problems, terminal.colours()));
            case Loaded.Accepted(Definitions accepted) -> {
                List<String> teams =
                        accepted.teams().stream().map(known -> known.name().value()).toList();
                yield teams.contains(team)
                        ? Optional.empty()
                        : Optional.of(
                                "there is no team '%s' in %s; there are: %s"
                                        .formatted(team, definitions, String.join(", ", teams)));
            }
        };
    }

    private int refuse(String why) {
        terminal.err().println(why);
        terminal.err().flush();
        return NOT_MADE;
    }

    private int create(Database database, Program caller) {
        String by = System.getProperty("user.name");
        Tokens tokens = TokenCommand.tokens(database);
        return switch (expires.days()
                .map(days -> tokens.create(caller, by, days))
                .orElseGet(() -> tokens.create(caller, by))) {
            case Refused(String why) -> refuse(why);
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
