package dev.kiban.app.option;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the API is, and who calls: what all commands that call it share.
public final class ApiPlace {
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

    /// @throws ParameterException if the options cannot be
    public ApiAddress address(Map<String, String> environment) {
        try {
            return ApiAddress.of(api, tokenFile, environment);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /// The address, for nobody in particular.
    public ApiAddress withoutCaller() {
        return new ApiAddress(api, "");
    }

    /// A mistake on the command line.
    public ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
