package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.slo.export.OpenSloImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kiban slo import`: a file of OpenSLO as `slos:` of services.
@Command(
        name = "import",
        description = "Print the SLOs of an OpenSLO file as the 'slos' of services.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 printed, 1 not all of it can be said, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban slo import slos.yaml"
        })
final class SloImportCommand implements Callable<Integer> {
    private static final int NOT_SAID = 1;

    /// As large as a file of definitions.
    private static final int MAX_BYTES = 1 << 20;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A file of OpenSLO v1.")
    private Path file = Path.of("");

    SloImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            return refuse("cannot read %s: %s".formatted(file, reason(e)));
        }
        if (bytes.length > MAX_BYTES) {
            return refuse("%s is larger than %d bytes: split it".formatted(file, MAX_BYTES));
        }
        OpenSloImport.Imported imported = OpenSloImport.of(file, bytes);
        if (!imported.refused().isEmpty()) {
            return refuse(String.join(System.lineSeparator(), imported.refused()));
        }
        terminal.out().print(imported.text());
        terminal.out().flush();
        return 0;
    }

    private static String reason(IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(why.getMessage());
        };
    }

    private int refuse(String why) {
        terminal.err().println(why);
        return NOT_SAID;
    }
}
