package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.protos.v1.PaceStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban pace set PACE`: let jobs start at another rate for a while, or at a part of it.
@Command(
        name = "set",
        description = "Let jobs start at another rate for a while, or at a part of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What was let through, and who is in line, stays.",
            "",
            "Exit codes: 0 done, 1 refused, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban pace set push --ratio 50%% --for 2h --reason 'the replica lags'",
            "  kiban pace set push --rate 800/s --reason 'the night is quiet'",
            "  kiban pace set push --rate 3/s --limit x-sender",
            "  kiban pace set push --as-defined"
        })
final class PaceSetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    static final class Choice {
        @Option(
                names = "--rate",
                paramLabel = "RATE",
                description = "Such as 300/s, 60/m or 5000/h, for one limit of the pace.")
        private String rate = "";

        @Option(
                names = "--ratio",
                paramLabel = "PERCENT",
                description = "All rates of the pace are a part of what they would be: 50%%.")
        private String ratio = "";

        @Option(names = "--as-defined", description = "End all that was ordered.")
        private boolean asDefined;
    }

    @Option(
            names = "--limit",
            paramLabel = "NAME",
            description = "Whose --rate: all, or a header's name (default: the first limit).")
    private String limit = "";

    PaceSetCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return new ApiPrint(terminal, order.api().format())
                .print(
                        order.api()
                                .open(environment)
                                .post(order.path(), request(), PaceStatus.getDefaultInstance()),
                        PaceText::of);
    }

    private Json request() {
        if (choice.asDefined) {
            return order.request("asDefined", Json.bool(true));
        }
        if (!choice.ratio.isEmpty()) {
            return order.request("ratio", Json.text(choice.ratio));
        }
        return order.request(
                "rate",
                Json.object(Map.of("limit", Json.text(limit), "rate", Json.text(choice.rate))));
    }
}
