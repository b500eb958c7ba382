package dev.kiban.app.command;

import dev.kiban.app.command.PaceOrderOptions.Here;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
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
            "  kiban pace set push --share v2=25%% --for 2h --reason 'v2 looks well'",
            "  kiban pace set push --as-defined"
        })
final class PaceSetCommand implements Callable<Integer> {
    private final Here here;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();
    @Mixin private PaceLasting lasting = new PaceLasting();

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

        @Option(
                names = "--share",
                paramLabel = "VALUE=PERCENT",
                description =
                        "Of all permits, for those whose header has that value: v2=25%%; v2=0%% takes it back.")
        private String share = "";

        @Option(names = "--as-defined", description = "End all that was ordered.")
        private boolean asDefined;
    }

    @Option(
            names = "--limit",
            paramLabel = "NAME",
            description = "Whose --rate: all, or a header's name (default: the first limit).")
    private String limit = "";

    PaceSetCommand(Terminal terminal, Map<String, String> environment) {
        this.here = new Here(terminal, environment);
    }

    @Override
    public Integer call() {
        if (choice.asDefined) {
            return order.give("asDefined", Json.bool(true), here);
        }
        if (!choice.ratio.isEmpty()) {
            return order.give("ratio", Json.text(choice.ratio), lasting, here);
        }
        if (!choice.share.isEmpty()) {
            return order.give("share", share(), lasting, here);
        }
        Json rate = Json.object(Map.of("limit", Json.text(limit), "rate", Json.text(choice.rate)));
        return order.give("rate", rate, lasting, here);
    }

    private Json share() {
        int equals = choice.share.lastIndexOf('=');
        if (equals < 1 || equals == choice.share.length() - 1) {
            throw order.wrong("'%s' is no share such as v2=25%%".formatted(choice.share));
        }
        return Json.object(
                Map.of(
                        "value",
                        Json.text(choice.share.substring(0, equals)),
                        "share",
                        Json.text(choice.share.substring(equals + 1))));
    }
}
