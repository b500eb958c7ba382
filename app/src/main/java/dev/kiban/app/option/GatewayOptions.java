package dev.kiban.app.option;

import dev.kiban.runtime.http.ListenSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a gateway listens: the options that every command with a gateway has.
public final class GatewayOptions {
    @Mixin private ListenOptions listen = new ListenOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortNumber.class,
            description = "Take requests here; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "9901",
            converter = PortNumber.class,
            description =
                    "Serve metrics and health here; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    @Option(
            names = "--exports",
            paramLabel = "FOLDER",
            description =
                    "Keep rules for Prometheus, dashboards for Grafana and Datadog, monitors and OpenSLO files of all services in this folder, in step with the definitions (default: nowhere).")
    private Optional<Path> exports = Optional.empty();

    /// On which addresses.
    public ListenOptions addresses() {
        return listen;
    }

    public ListenSettings listen() {
        return listen.on(port);
    }

    public int adminPort() {
        return adminPort;
    }

    /// Where files for other programs are to be; empty for nowhere.
    public Optional<Path> exports() {
        return exports;
    }
}
