package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.protos.v1.PaceStatus;
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
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();

    PaceResumeCommand(Terminal terminal, Map<String, String> environment) {
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
                                        order.request("pause", Json.bool(false)),
                                        PaceStatus.getDefaultInstance()),
                        PaceText::of);
    }
}
