package dev.kiban.app.option;

import dev.kiban.access.oidc.OidcSettings;
import dev.kiban.access.oidc.OidcSettings.Asking;
import dev.kiban.access.oidc.OidcSettings.Back;
import dev.kiban.access.oidc.OidcSettings.Client;
import dev.kiban.console.web.Listening;
import dev.kiban.runtime.http.ServerTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the console listens, and how people sign in: the options of every command with one.
public final class ConsoleOptions {
    private static final String SECRET = "KIBAN_OIDC_SECRET";
    private static final String SIGNED_IN = "/sign-in/done";
    private static final String SIGNED_OUT = "/signed-out";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--console-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Serve the console and the API here; other than this machine only with sign-in (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @ArgGroup(exclusive = false)
    private @Nullable TlsFiles tls;

    static final class TlsFiles {
        @Option(
                names = "--console-tls-cert",
                paramLabel = "FILE",
                required = true,
                description =
                        "Speak TLS with these certificates, PEM, the own one first, on the console's port.")
        private Path certificates = Path.of("");

        @Option(
                names = "--console-tls-key",
                paramLabel = "FILE",
                required = true,
                description = "The key of the own certificate, PEM, PKCS#8, without password.")
        private Path key = Path.of("");
    }

    @Option(
            names = "--api-only",
            description = "Serve the API, for programs with a token, and no pages.")
    private boolean apiOnly;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description =
                    "Serve the API over gRPC too, here, at the console's address and with its certificates; 0 for any free port (default: not at all).")
    private Optional<Integer> grpcPort = Optional.empty();

    @Option(
            names = "--console-url",
            paramLabel = "URL",
            description =
                    "What people type to reach the console, such as https://kiban.example; needs sign-in (default: http://localhost and the port).")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "People sign in at this OpenID Connect provider, as it writes itself.")
    private Optional<URI> issuer = Optional.empty();

    @Option(
            names = "--oidc-client",
            paramLabel = "ID",
            description = "As whom the provider knows the console.")
    private Optional<String> client = Optional.empty();

    @Option(
            names = "--oidc-secret-file",
            paramLabel = "FILE",
            description =
                    "The client's secret stands here (default: the environment's KIBAN_OIDC_SECRET).")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = "--oidc-scopes",
            paramLabel = "WORDS",
            defaultValue = "openid email",
            description = "What the provider is asked for (default: ${DEFAULT-VALUE}).")
    private String scopes = "";

    @Option(
            names = "--oidc-teams",
            paramLabel = "CLAIM",
            defaultValue = "groups",
            description =
                    "Which claim of the ID token names the teams somebody is in (default: ${DEFAULT-VALUE}).")
    private String teams = "";

    /// What the options say.
    ///
    /// @param grpcPort where the API speaks gRPC too, if it does
    public record Door(Listening listening, Optional<Integer> grpcPort, Way way) {}

    /// Who may look at pages.
    public sealed interface Way {}

    /// Whoever is at this machine.
    public record Local() implements Way {}

    /// Who signs in there.
    public record SignedIn(OidcSettings provider) implements Way {}

    /// Nobody: there are none.
    public record ApiOnly() implements Way {}

    /// What the options say, or the environment.
    ///
    /// @param port 0 takes a free one
    /// @param hasDatabase whether sessions can be kept
    public Door read(int port, boolean hasDatabase, Map<String, String> environment) {
        boolean isHere = LOOPBACK.contains(host);
        boolean isByTls =
                tls != null || url.filter(site -> "https".equals(site.getScheme())).isPresent();
        if (!isHere && !isByTls) {
            throw wrong(
                    "what others send must not be read on the way: add --console-tls-cert and"
                            + " --console-tls-key, or say with --console-url https://… what speaks TLS"
                            + " in front; or leave out --console-host");
        }
        if (apiOnly) {
            return new Door(listening(port, Optional.empty()), grpcPort, new ApiOnly());
        }
        if (issuer.isEmpty()) {
            return local(port, isHere);
        }
        if (!hasDatabase) {
            throw wrong("--oidc-issuer needs budgets: sessions are kept in their database");
        }
        URI site = site(port, isHere);
        try {
            OidcSettings provider =
                    new OidcSettings(
                            issuer.get(),
                            new Client(
                                    client.orElseThrow(
                                            () -> wrong("--oidc-issuer needs --oidc-client")),
                                    secret(environment)),
                            new Back(site.resolve(SIGNED_IN), site.resolve(SIGNED_OUT)),
                            new Asking(scopes, teams));
            return new Door(listening(port, Optional.of(site)), grpcPort, new SignedIn(provider));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Listening listening(int port, Optional<URI> site) {
        Optional<ServerTls> serverTls =
                Optional.ofNullable(tls).map(files -> new ServerTls(files.certificates, files.key));
        return new Listening(host, port, site, serverTls);
    }

    /// For a command that serves no console unless told to.
    ///
    /// @throws ParameterException if one is described nonetheless
    public void mustBeUnused() {
        boolean isUsed =
                apiOnly
                        || grpcPort.isPresent()
                        || tls != null
                        || url.isPresent()
                        || issuer.isPresent()
                        || client.isPresent()
                        || secretFile.isPresent()
                        || !LOOPBACK.contains(host);
        if (isUsed) {
            throw wrong("there is no console and no API without --console-port");
        }
    }

    private Door local(int port, boolean isHere) {
        if (!isHere || url.isPresent() || client.isPresent() || secretFile.isPresent()) {
            throw wrong(
                    "nobody can sign in to a console that others reach: say where with --oidc-issuer,"
                            + " --oidc-client and --oidc-secret-file; or serve programs alone, with"
                            + " --api-only; or leave it on this machine, without --console-host and"
                            + " --console-url");
        }
        return new Door(listening(port, Optional.empty()), grpcPort, new Local());
    }

    /// The provider sends people back there, so it is nothing that a request can say.
    private URI site(int port, boolean isHere) {
        if (url.isEmpty() && (!isHere || port == 0)) {
            throw wrong(
                    "--console-url says what people type to reach the console, such as https://kiban.example");
        }
        URI site =
                url.orElseGet(
                        () ->
                                URI.create(
                                        (tls == null ? "http" : "https") + "://localhost:" + port));
        boolean isBare =
                site.getHost() != null
                        && site.getRawUserInfo() == null
                        && site.getRawQuery() == null
                        && site.getRawFragment() == null
                        && Set.of("", "/").contains(site.getRawPath());
        boolean isSafe =
                "https".equals(site.getScheme())
                        || ("http".equals(site.getScheme()) && LOOPBACK.contains(site.getHost()));
        if (!isBare || !isSafe) {
            throw wrong(
                    "--console-url is https:// and a name, such as https://kiban.example: '%s' is not"
                            .formatted(site));
        }
        return site;
    }

    private String secret(Map<String, String> environment) {
        if (secretFile.isEmpty()) {
            return Optional.ofNullable(environment.get(SECRET))
                    .orElseThrow(
                            () ->
                                    wrong(
                                            "--oidc-issuer needs the client's secret, in --oidc-secret-file or "
                                                    + SECRET));
        }
        try {
            return Files.readString(secretFile.get()).strip();
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--oidc-secret-file cannot be read: " + secretFile.get(),
                    e);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }
}
