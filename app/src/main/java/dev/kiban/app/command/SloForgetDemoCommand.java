package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlDemo;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban slo forget-demo`: the end of a made-up past.
@Command(
        name = "forget-demo",
        description = "Take away all counts that 'kiban up --history' has made up.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Real counts stay. Events stay too, as nothing is ever taken out of the ledger.",
            "Exit codes: 0 taken away, or there was nothing; 2 it cannot be done.",
            "",
            "Examples:",
            "  kiban slo forget-demo"
        })
final class SloForgetDemoCommand implements Callable<Integer> {
    private static final Action FORGOTTEN = new Action("demo.forgotten");

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    SloForgetDemoCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return question.ask(terminal, environment, this::forget);
    }

    private int forget(Database database) {
        SqlCounts.in(database); // the tables may not be there yet
        long rows = SqlDemo.in(database).forget();
        if (rows > 0) {
            Entry entry =
                    Entry.of(
                            System.getProperty("user.name"),
                            FORGOTTEN,
                            "the made-up counts are gone, %d rows".formatted(rows));
            DatabaseQuestion.ledger(database).append(entry);
        }
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text -> text(rows);
                            case json -> Json.object(Map.of("rows", Json.number(rows))).print();
                        });
        terminal.out().flush();
        return 0;
    }

    private static String text(long rows) {
        return rows == 0
                ? "there are no made-up counts\n"
                : "the made-up counts are gone, %d rows\n".formatted(rows);
    }
}
