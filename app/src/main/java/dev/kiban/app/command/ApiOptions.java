package dev.kiban.app.command;

import dev.kiban.app.terminal.ReportFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all commands that call the API share: where it is, who calls, and how they answer.
final class ApiOptions {
    private static final URI USUAL = URI.create("http://localhost:8081");
    private static final Path SANDBOX =
            Path.of(System.getProperty("user.home"), ".kiban", "data", "developer-token");
    private static final String TOKEN = "KIBAN_TOKEN";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Where the API is (default: http://localhost:8081).")
    private URI api = USUAL;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "The token of who calls (default: the environment's KIBAN_TOKEN; for this machine, else that of the sandbox in ~/.kiban/data).")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default) for people, json for programs.")
    private ReportFormat format = ReportFormat.text;

    ReportFormat format() {
        return format;
    }

    /// The API, as the options say.
    ///
    /// @throws ParameterException if they cannot be
    ApiCall open(Map<String, String> environment) {
        boolean here = THIS_MACHINE.contains(String.valueOf(api.getHost()));
        boolean secret = "https".equals(api.getScheme());
        if (!secret && !(here && "http".equals(api.getScheme()))) {
            throw wrong(
                    "--api must be https://…, or http:// of this machine: the token goes with it");
        }
        return new ApiCall(api, token(environment, here));
    }

    private String token(Map<String, String> environment, boolean here) {
        String ofEnvironment = environment.getOrDefault(TOKEN, "");
        if (tokenFile.isEmpty() && !ofEnvironment.isEmpty()) {
            return ofEnvironment;
        }
        Path file =
                tokenFile
                        .or(() -> Optional.of(SANDBOX).filter(_ -> here))
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "who calls? Set KIBAN_TOKEN, or name a file with --token-file"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw wrong(
                    "no token in %s: set KIBAN_TOKEN, or name another file with --token-file"
                            .formatted(file));
        }
    }

    /// A mistake on the command line.
    ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
