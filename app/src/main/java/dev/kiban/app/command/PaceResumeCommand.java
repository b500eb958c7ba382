package dev.kiban.app.command;

import dev.kiban.app.command.PaceOrderOptions.Here;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban pace resume PACE`: go on with what was paused.
@Command(
        name = "resume",
        description = "Go on with what was paused.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 refused, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban pace resume push --reason 'the database has moved'"
        })
final class PaceResumeCommand implements Callable<Integer> {
    private final Here here;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();

    PaceResumeCommand(Terminal terminal, Map<String, String> environment) {
        this.here = new Here(terminal, environment);
    }

    @Override
    public Integer call() {
        return order.give("pause", Json.bool(false), here);
    }
}
