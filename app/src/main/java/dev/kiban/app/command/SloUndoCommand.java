package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kiban slo undo SERVICE SLO NUMBER`: a corrected time counts as it was measured again.
@Command(
        name = "undo",
        description = "Undo a correction: its time counts as it was measured again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A correction has the number of its event: kiban ledger search --kind slo.corrected",
            "",
            "Exit codes: 0 undone, 1 there is no such correction, 2 it cannot be, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo undo shop availability 17"
        })
final class SloUndoCommand implements Callable<Integer> {
    private static final int CANNOT = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Mixin private NamedSlo named = new NamedSlo();

    @Parameters(index = "2", paramLabel = "NUMBER", description = "Of the correction.")
    private long number;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SloUndoCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<ServiceSlo> slo = named.find(terminal);
        return slo.isEmpty()
                ? CANNOT
                : question.ask(terminal, environment, database -> undo(database, slo.get()));
    }

    private int undo(Database database, ServiceSlo slo) {
        Optional<Long> event =
                SloCorrectCommand.corrections(database, clock)
                        .undo(slo, number, System.getProperty("user.name"));
        if (event.isEmpty()) {
            terminal.err()
                    .println(
                            "%s %s has no correction %d"
                                    .formatted(slo.service(), slo.slo().name(), number));
            terminal.err().flush();
            return 1;
        }
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text ->
                                    "correction %d is undone, event %d%n"
                                            .formatted(number, event.get());
                            case json ->
                                    Json.object(Map.of("event", Json.number(event.get()))).print();
                        });
        terminal.out().flush();
        return 0;
    }
}
