package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The real program with its console, a provider to sign in at, and a database that outlives it. A
/// service `shop` is of `shop-team`.
final class SignInStage implements AutoCloseable {
    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: NAME-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: NAME}
            spec:
              owner: NAME-team
              upstream: {protocol: http, addresses: ["127.0.0.1:1"]}
              gateway:
                routes:
                  - http: {prefix: /NAME/}
                    access: anyone
              slos:
                - name: availability
                  indicator: {availability: {}}
                  objective: 95%
            """;

    private final OpenIdProvider provider = new OpenIdProvider(InstantSource.system());
    private final Path folder;
    private final EmbeddedPostgres server;
    private final Database database;
    private final Ledger ledger;
    private final URI site;
    private GatewayProcess gateway;

    SignInStage(Path folder, String... services) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("secret"), OpenIdProvider.SECRET);
        Path definitions = Files.createDirectory(folder.resolve("definitions"));
        for (String name : services) {
            Files.writeString(definitions.resolve(name + ".yaml"), TEAM.replace("NAME", name));
        }
        server = EmbeddedPostgres.start(folder.resolve("data"));
        database = Database.open(server.url(), 2);
        ledger = new Ledger(SqlEvents.in(database), InstantSource.system());
        site = URI.create("http://localhost:" + freePort());
        provider.letSignOut(site.resolve("/signed-out"));
        gateway = start();
    }

    OpenIdProvider provider() {
        return provider;
    }

    /// That of the program, read beside it.
    Ledger ledger() {
        return ledger;
    }

    /// Of the console.
    URI site() {
        return site;
    }

    int adminPort() {
        return gateway.adminPort();
    }

    /// Ends the program as an operator would, and starts it again.
    void startAnew() {
        gateway.terminate();
        gateway.exitCode();
        gateway = start();
    }

    /// As if somebody had not looked at a page for an hour.
    void letExpire(String person) {
        database.write(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    """
                                    UPDATE access_session SET seen_at = seen_at - INTERVAL '61 minutes'
                                    WHERE person = ?""")) {
                        update.setString(1, person);
                        return update.executeUpdate();
                    }
                });
    }

    /// What `kiban session` says.
    String session(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("session"));
        all.addAll(List.of(arguments));
        all.add(databaseOption());
        Process command = KibanCommand.start(all.toArray(String[]::new));
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(said).isZero();
        return said;
    }

    @Override
    public void close() {
        gateway.close();
        database.close();
        server.close();
        provider.close();
    }

    private GatewayProcess start() {
        GatewayProcess started =
                GatewayProcess.start(
                        folder.resolve("definitions"),
                        databaseOption(),
                        "--console-port=" + site.getPort(),
                        "--console-url=" + site,
                        "--oidc-issuer=" + provider.issuer(),
                        "--oidc-client=" + OpenIdProvider.CLIENT,
                        "--oidc-secret-file=" + folder.resolve("secret"));
        started.awaitOutput("Budgets are kept");
        return started;
    }

    private String databaseOption() {
        DatabaseUrl url = server.url();
        return "--database=postgres://%s:%s@%s:%d/%s"
                .formatted(
                        url.login().user().orElseThrow(),
                        url.login().password().orElseThrow(),
                        url.host(),
                        url.port(),
                        url.database());
    }

    /// The provider sends browsers back to an address that is known before the program runs.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
