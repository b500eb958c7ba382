package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.protos.v1.TrafficChange;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban traffic rollback SERVICE`: back to what was before the last change.
@Command(
        name = "rollback",
        description =
                "Go back to what was before the last change; once more, to what was before that.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 refused, or there is nothing to go back to, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban traffic rollback item --reason 'slower than before'"
        })
final class TrafficRollbackCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private TrafficOptions traffic = new TrafficOptions();
    @Mixin private TrafficChangeOptions change = new TrafficChangeOptions();
    @Mixin private ApiOptions api = new ApiOptions();

    TrafficRollbackCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return new ApiPrint(terminal, api.format())
                .print(
                        api.open(environment)
                                .post(
                                        traffic.path() + ":rollback",
                                        Json.object(change.members()),
                                        TrafficChange.getDefaultInstance()),
                        TrafficText::of);
    }
}
