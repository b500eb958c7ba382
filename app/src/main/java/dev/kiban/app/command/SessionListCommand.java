package dev.kiban.app.command;

import dev.kiban.access.OpenSession;
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

/// `kiban session list`: who is signed in.
@Command(
        name = "list",
        description = "List who is signed in, since when, and when they were last seen.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 listed, 2 they cannot be read, or the command line is wrong."})
final class SessionListCommand implements Callable<Integer> {
    private static final Listing<OpenSession> LISTING =
            new Listing<>(
                    "sessions",
                    "nobody is signed in",
                    SessionListCommand::row,
                    SessionListCommand::members);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SessionListCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return question.ask(terminal, environment, this::list);
    }

    private int list(Database database) {
        terminal.out()
                .print(LISTING.text(SessionCommand.sessions(database).all(), question.format()));
        terminal.out().flush();
        return 0;
    }

    private static List<String> row(OpenSession session) {
        return List.of(
                session.person().actor(),
                session.person().scope().toString(),
                "signed in " + session.opened(),
                "seen " + session.seen());
    }

    private static Map<String, Json> members(OpenSession session) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("person", Json.text(session.person().actor()));
        members.put("scope", Json.text(session.person().scope().toString()));
        members.put("opened", Json.text(session.opened().toString()));
        members.put("seen", Json.text(session.seen().toString()));
        return members;
    }
}
