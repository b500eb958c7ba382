package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.protos.v1.PaceStatus;
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
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();

    PacePauseCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return new ApiPrint(terminal, order.api().format())
                .print(
                        order.api()
                                .open(environment)
                                .post(
                                        order.path(),
                                        order.request("pause", Json.bool(true)),
                                        PaceStatus.getDefaultInstance()),
                        PaceText::of);
    }
}
