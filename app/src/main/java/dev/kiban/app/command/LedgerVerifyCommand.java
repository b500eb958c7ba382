package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Hash;
import dev.kiban.ledger.Ledger.Broken;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.Ledger.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban ledger verify`: whether each event is what was written, and none is missing.
@Command(
        name = "verify",
        description = "Read all events, and say whether one was changed or is missing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 whole, 1 broken, 2 it cannot be read, or the command line is wrong.",
            "",
            "Examples:",
            "  kiban ledger verify",
            "  kiban ledger verify --data backup/kiban --format json"
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    LedgerVerifyCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return question.askLedger(
                terminal,
                environment,
                ledger -> {
                    Verdict verdict = ledger.verify();
                    terminal.out()
                            .print(
                                    switch (question.format()) {
                                        case text -> text(verdict);
                                        case json -> json(verdict).print();
                                    });
                    terminal.out().flush();
                    return verdict instanceof Broken ? BROKEN : 0;
                });
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Intact(long count, Hash head) ->
                    "the ledger is whole: %d %s, the last with hash %s%n"
                            .formatted(count, count == 1 ? "event" : "events", head);
            case Broken(long sequence, String why) ->
                    "the ledger is broken at event %d: %s%n".formatted(sequence, why);
        };
    }

    private static Json json(Verdict verdict) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("intact", Json.bool(verdict instanceof Intact));
        switch (verdict) {
            case Intact(long count, Hash head) -> {
                members.put("events", Json.number(count));
                members.put("head", Json.text(head.hex()));
            }
            case Broken(long sequence, String why) -> {
                members.put("sequence", Json.number(sequence));
                members.put("why", Json.text(why));
            }
        }
        return Json.object(members);
    }
}
