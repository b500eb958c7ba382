package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban ledger record`: an event of something that happened outside of Kiban.
@Command(
        name = "record",
        description =
                "Write down that something happened, now, in the name of who runs the command.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 2 it cannot be written, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban ledger record release.recorded 'shop 1.4.2 is live' --service shop",
            "  kiban ledger record backup.made 'nightly backup' --detail bytes=104857600"
        })
final class LedgerRecordCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "What kind of thing: words joined by dots, such as release.recorded.")
    private String action = "";

    @Parameters(index = "1", paramLabel = "SUMMARY", description = "One line for people.")
    private String summary = "";

    @Option(names = "--service", paramLabel = "NAME", description = "The service it is about.")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--detail",
            paramLabel = "KEY=VALUE",
            description = "More, for programs; can be repeated.")
    private Map<String, String> details = new LinkedHashMap<>();

    @Option(
            names = "--correlation",
            paramLabel = "ID",
            description = "A request, incident or change that it belongs to; can be repeated.")
    private List<String> correlation = List.of();

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    LedgerRecordCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Entry entry = question.read(this::entry);
        return question.askLedger(
                terminal,
                environment,
                ledger -> {
                    Event event = ledger.append(entry);
                    terminal.out()
                            .print(
                                    switch (question.format()) {
                                        case text -> "event %d%n".formatted(event.sequence());
                                        case json -> EventText.json(event).print();
                                    });
                    terminal.out().flush();
                    return 0;
                });
    }

    private Entry entry() {
        Map<String, Json> texts = new LinkedHashMap<>();
        details.forEach((key, value) -> texts.put(key, Json.text(value)));
        return new Entry(
                System.getProperty("user.name"),
                new Action(action),
                service.map(ServiceName::new),
                summary,
                Json.object(texts),
                correlation);
    }
}
