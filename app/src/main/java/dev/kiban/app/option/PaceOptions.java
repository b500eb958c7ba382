package dev.kiban.app.option;

import dev.kiban.runtime.http.ListenSettings;
import picocli.CommandLine.Option;

/// Where `kiban up` answers workers that ask, if there is a Pace.
public final class PaceOptions {
    private static final String HERE = "127.0.0.1";

    @Option(
            names = "--pace-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            converter = PortNumber.class,
            description =
                    "Take asks of workers here; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--pace-admin-port",
            paramLabel = "PORT",
            defaultValue = "9902",
            converter = PortNumber.class,
            description =
                    "Serve metrics of paces here; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    public ListenSettings listen() {
        return ListenSettings.plain(HERE, port);
    }

    public String adminHost() {
        return HERE;
    }

    public int adminPort() {
        return adminPort;
    }
}
