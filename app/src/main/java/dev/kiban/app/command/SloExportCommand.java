package dev.kiban.app.command;

import dev.kiban.app.export.Exports;
import dev.kiban.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban slo export`: SLOs as files of other programs.
@Command(
        name = "export",
        description = "Write SLOs as files of another program.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 1 not written, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo export --format openslo examples/flea-market --out slos.yaml",
            "  kiban slo export --format grafana examples/flea-market --out dashboards",
            "  kiban slo export --format datadog examples/flea-market --out datadog"
        })
final class SloExportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource time;

    enum Format {
        openslo,
        grafana,
        datadog
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "openslo (the default); grafana: a dashboard for each service; datadog: dashboards and monitors.")
    private Format format = Format.openslo;

    @Mixin private SloQuestion question = new SloQuestion();

    SloExportCommand(Terminal terminal, InstantSource time) {
        this.terminal = terminal;
        this.time = time;
    }

    @Override
    public Integer call() {
        return switch (format) {
            case openslo -> question.write(terminal, Exports::openSlo);
            case grafana ->
                    question.writeFolder(terminal, exports -> exports.grafana(time.instant()));
            case datadog ->
                    question.writeFolder(terminal, exports -> exports.datadog(time.instant()));
        };
    }
}
