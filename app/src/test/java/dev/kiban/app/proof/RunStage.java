package dev.kiban.app.proof;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Tokens;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Query;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real database, gateways before it, and a team that may run jobs.
final class RunStage implements AutoCloseable {
    private static final String DEFINITION =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: shop-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: item}
            spec:
              owner: shop-team
              upstream: {protocol: http, addresses: ["127.0.0.1:9"]}
              gateway:
                routes:
                  - {http: {prefix: /}, access: anyone}
            """;

    private final Path directory;
    private final EmbeddedPostgres server;
    private final Database database;
    private final Ledger ledger;
    private final String token;

    private RunStage(Path directory, EmbeddedPostgres server, Database database) {
        this.directory = directory;
        this.server = server;
        this.database = database;
        this.ledger = new Ledger(SqlEvents.in(database), InstantSource.system());
        this.token = newToken();
    }

    static RunStage in(Path directory) throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Files.writeString(definitions.resolve("item.yaml"), DEFINITION);
        EmbeddedPostgres server = EmbeddedPostgres.start(directory.resolve("data"));
        return new RunStage(directory, server, Database.open(server.url(), 2));
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }

    /// A gateway that answers the API already.
    ///
    /// @param counts the name of its folder
    GatewayProcess startGateway(String counts) {
        DatabaseUrl url = server.url();
        GatewayProcess gateway =
                GatewayProcess.start(
                        directory.resolve("definitions"),
                        "--database",
                        "postgres://%s:%s@%s:%d/%s"
                                .formatted(
                                        url.login().user().orElseThrow(),
                                        url.login().password().orElseThrow(),
                                        url.host(),
                                        url.port(),
                                        url.database()),
                        "--counts",
                        directory.resolve(counts).toString(),
                        "--console-port",
                        "0");
        gateway.awaitOutput("Budgets are kept");
        return gateway;
    }

    /// Starts `kiban run`.
    ///
    /// @param api of a gateway
    Process run(String api, String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", "--api=" + api));
        all.addAll(List.of(arguments));
        return KibanCommand.startWith(Map.of("KIBAN_TOKEN", token), all.toArray(String[]::new));
    }

    /// What the ledger tells of a job, oldest first.
    List<String> told(String job) {
        return ledger.search(Query.all()).items().reversed().stream()
                .filter(event -> event.summary().startsWith(job + " "))
                .map(RunStage::line)
                .toList();
    }

    private static String line(Event event) {
        return "%s %s".formatted(event.action(), event.summary());
    }

    private String newToken() {
        Tokens tokens =
                new Tokens(
                        SqlTokens.in(database), ledger, InstantSource.system(), new SecureRandom());
        Program ci =
                new Program(
                        new Scope.OneTeam(new TeamName("shop-team")),
                        new TokenName("ci"),
                        Right.CHANGE);
        return switch (tokens.create(ci, "amy")) {
            case Created created -> created.secret().reveal();
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
