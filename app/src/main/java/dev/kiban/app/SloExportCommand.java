package dev.kiban.app;

import dev.kiban.slo.export.OpenSlo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban slo export`: SLOs as files of other programs.
@Command(
        name = "export",
        description = "Write SLOs as a file of another program.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 1 not written, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo export --format openslo examples/flea-market --out slos.yaml"
        })
final class SloExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    enum Format {
        openslo
    }

    @Option(names = "--format", paramLabel = "FORMAT", description = "openslo (the default).")
    private Format format = Format.openslo;

    @Mixin private SloQuestion question = new SloQuestion();

    SloExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return question.write(
                terminal,
                known ->
                        switch (format) {
                            case openslo -> OpenSlo.of(known.plan());
                        });
    }
}
