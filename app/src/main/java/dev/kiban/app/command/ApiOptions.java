package dev.kiban.app.command;

import dev.kiban.app.option.ApiAddress;
import dev.kiban.app.terminal.ReportFormat;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all commands that call the API share: where it is, who calls, and how they answer.
final class ApiOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Where the API is (default: http://localhost:8081).")
    private URI api = ApiAddress.USUAL;

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
        try {
            ApiAddress address = ApiAddress.of(api, tokenFile, environment);
            return new ApiCall(address.url(), address.token());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /// A mistake on the command line.
    ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
