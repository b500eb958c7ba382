package dev.kiban.app.command;

import dev.kiban.app.command.PaceOrderOptions.Here;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban pace pause PACE`: let no job start, until somebody ends it.
@Command(
        name = "pause",
        description = "Let no job start, until somebody ends it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Who is in line stays there until it has waited for as long as the pace lets it.",
            "",
            "Exit codes: 0 done, 1 refused, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban pace pause push --reason 'the database is being moved'",
            "  kiban pace pause push --for 30m"
        })
final class PacePauseCommand implements Callable<Integer> {
    private final Here here;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();
    @Mixin private PaceLasting lasting = new PaceLasting();

    PacePauseCommand(Terminal terminal, Map<String, String> environment) {
        this.here = new Here(terminal, environment);
    }

    @Override
    public Integer call() {
        return order.give("pause", Json.bool(true), lasting, here);
    }
}
