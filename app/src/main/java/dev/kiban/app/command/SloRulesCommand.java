package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban slo rules`: recording and alert rules for a Prometheus that scrapes the gateway.
@Command(
        name = "rules",
        description = "Write recording and alert rules for a Prometheus that scrapes the gateway.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 1 not written, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo rules examples/flea-market --out kiban-rules.yaml",
            "  promtool check rules kiban-rules.yaml"
        })
final class SloRulesCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource time;

    @Mixin private SloQuestion question = new SloQuestion();

    SloRulesCommand(Terminal terminal, InstantSource time) {
        this.terminal = terminal;
        this.time = time;
    }

    @Override
    public Integer call() {
        return question.write(terminal, exports -> exports.rules(time.instant()));
    }
}
