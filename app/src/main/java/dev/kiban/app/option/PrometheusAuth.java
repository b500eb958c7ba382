package dev.kiban.app.option;

import dev.kiban.runtime.fetch.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is shown to those servers that are asked for numbers.
public final class PrometheusAuth {
    private static final String VARIABLE = "KIBAN_PROMETHEUS_AUTH";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--prometheus-auth",
            paramLabel = "FILE",
            description =
                    "What to show to those Prometheus that SLOs and paces ask: lines of a URL and 'Bearer …' or 'Basic …' (default: the environment's KIBAN_PROMETHEUS_AUTH).")
    private Optional<Path> file = Optional.empty();

    /// What is wrong is said without what stands there, which is secret.
    ///
    /// @throws ParameterException if the file is not what it should be
    public Credentials read(Map<String, String> environment) {
        Optional<Path> named =
                file.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of));
        if (named.isEmpty()) {
            return Credentials.NONE;
        }
        try {
            return Credentials.parse(Files.readString(named.get()));
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--prometheus-auth: %s: %s".formatted(named.get(), e.getMessage()),
                    e);
        }
    }
}
