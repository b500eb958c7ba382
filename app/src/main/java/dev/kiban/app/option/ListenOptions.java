package dev.kiban.app.option;

import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.ServerTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// On which addresses a server listens, and whether it speaks TLS there. Ports are each command's
/// own to say.
public final class ListenOptions {
    private static final Set<String> HERE = Set.of("127.0.0.1", "0.0.0.0", "::1", "::");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Listen here; 0.0.0.0 for all networks (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--admin-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Serve metrics and health here (default: ${DEFAULT-VALUE}).")
    private String adminHost = "";

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<TlsFiles> tls = new ArrayList<>();

    static final class TlsFiles {
        @Option(
                names = "--tls-cert",
                paramLabel = "FILE",
                required = true,
                description =
                        "Speak TLS with these certificates, PEM, the own one first. Say it again, with its key, for further names; the first is for clients that ask for none.")
        private Path certificates = Path.of("");

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "The key of the own certificate, PEM, PKCS#8, without password.")
        private Path key = Path.of("");
    }

    public ListenSettings on(int port) {
        List<ServerTls.Own> own =
                tls.stream()
                        .map(files -> new ServerTls.Own(files.certificates, files.key))
                        .toList();
        Optional<ServerTls> serverTls =
                own.isEmpty() ? Optional.empty() : Optional.of(new ServerTls(own, List.of()));
        return new ListenSettings(host, port, serverTls, EdgeLimits.DEFAULT);
    }

    public String adminHost() {
        return adminHost;
    }

    /// The URL of a port on the host that was chosen.
    public String url(int boundPort) {
        return scheme() + authority(host, boundPort);
    }

    public String adminUrl(int boundPort) {
        return "http://" + authority(adminHost, boundPort);
    }

    /// The URL as someone at this machine would type it.
    public String localUrl(int boundPort) {
        return scheme() + authority(local(host), boundPort);
    }

    public String localAdminUrl(int boundPort) {
        return "http://" + authority(local(adminHost), boundPort);
    }

    private String scheme() {
        return tls.isEmpty() ? "http://" : "https://";
    }

    private static String local(String host) {
        return HERE.contains(host) ? "localhost" : host;
    }

    private static String authority(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
