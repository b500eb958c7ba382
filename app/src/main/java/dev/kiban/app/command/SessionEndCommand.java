package dev.kiban.app.command;

import dev.kiban.access.Sessions;
import dev.kiban.access.Sessions.Ended;
import dev.kiban.app.terminal.Count;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.sql.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban session end`: somebody is signed out, wherever they are.
@Command(
        name = "end",
        description = "Sign somebody out at once, wherever they are, or everybody.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Whether they may come in again is for the provider to say: lock them out there first.",
            "",
            "Exit codes: 0 signed out, 1 there is nobody to sign out, 2 it cannot be done, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban session end --person amy@example.com",
            "  kiban session end --all"
        })
final class SessionEndCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    static final class Whose {
        @Option(
                names = "--person",
                required = true,
                paramLabel = "NAME",
                description =
                        "Whose sessions, as the ledger calls them: an address, or oidc: and the provider's own id.")
        private String person = "";

        @Option(names = "--all", required = true, description = "Everybody's.")
        private boolean all;
    }

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SessionEndCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return question.ask(terminal, environment, this::end);
    }

    private int end(Database database) {
        Sessions sessions = SessionCommand.sessions(database);
        String by = System.getProperty("user.name");
        Optional<Ended> ended = whose.all ? sessions.endAll(by) : sessions.endOf(whose.person, by);
        if (ended.isEmpty()) {
            String nobody =
                    whose.all
                            ? "nobody is signed in"
                            : "%s is not signed in: 'kiban session list' says who is"
                                    .formatted(whose.person);
            terminal.err().println(nobody);
            terminal.err().flush();
            return 1;
        }
        String who = whose.all ? "everybody" : whose.person;
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text -> text(who, ended.get());
                            case json -> json(ended.get()).print();
                        });
        terminal.out().flush();
        return 0;
    }

    private static String text(String who, Ended ended) {
        return "%s is signed out of %s, event %d%n"
                .formatted(who, Count.of(ended.sessions(), "session"), ended.event());
    }

    private static Json json(Ended ended) {
        return Json.object(
                Map.of(
                        "sessions", Json.number(ended.sessions()),
                        "event", Json.number(ended.event())));
    }
}
