package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban ledger search`: events, newest first.
@Command(
        name = "search",
        description = "Show events, newest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 shown, 2 the ledger cannot be read, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban ledger search --service shop --kind release",
            "  kiban ledger search --from 2026-11-21T00:00:00Z --format json | jq '.events[].summary'"
        })
final class LedgerSearchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(names = "--service", paramLabel = "NAME", description = "Only about this service.")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--kind",
            paramLabel = "ACTION",
            description = "Only this action, or those that start with its words.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--correlation",
            paramLabel = "ID",
            description = "Only what belongs to this id.")
    private Optional<String> correlation = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Only from this time on.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
    private Optional<Instant> until = Optional.empty();

    @Option(names = "--before", paramLabel = "N", description = "Only before event N.")
    private Optional<Long> before = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    LedgerSearchCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Query query = question.read(this::query);
        return question.askLedger(
                terminal,
                environment,
                ledger -> {
                    Page<Event> page = ledger.search(query);
                    terminal.out()
                            .print(
                                    switch (question.format()) {
                                        case text -> EventText.lines(page);
                                        case json -> EventText.json(page).print();
                                    });
                    terminal.out().flush();
                    return 0;
                });
    }

    private Query query() {
        return new Query(
                service.map(ServiceName::new),
                kind,
                correlation,
                from,
                until,
                before.map(OptionalLong::of).orElse(OptionalLong.empty()),
                limit);
    }
}
