package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Tokens;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.app.command.Kiban;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.report.Colours;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traffic is moved from one backend to another by the command, while clients go on.
final class TrafficEndToEndTest {
    private static final int USERS = 80;
    private static final int CLIENTS = 2;

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
              backends:
                legacy: {protocol: http, addresses: ["127.0.0.1:LEGACY"]}
                k8s: {protocol: http, addresses: ["127.0.0.1:K8S"]}
              gateway:
                routes:
                  - http: {prefix: /}
                    access: anyone
                    split: {shares: {legacy: 95%, k8s: 5%}, by: {header: x-user}, override: x-backend}
            """;

    @TempDir private Path directory;

    private final LegacyServer legacy = new LegacyServer();
    private final LegacyServer k8s = new LegacyServer();
    private EmbeddedPostgres database;
    private String token = "";
    private int round;

    @BeforeEach
    void define() throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Files.writeString(
                definitions.resolve("item.yaml"),
                DEFINITION
                        .replace("LEGACY", String.valueOf(legacy.port()))
                        .replace("K8S", String.valueOf(k8s.port())));
        database = EmbeddedPostgres.start(directory.resolve("data"));
        try (Database opened = Database.open(database.url(), 3)) {
            token = token(opened);
        }
    }

    @AfterEach
    void close() {
        database.close();
        legacy.close();
        k8s.close();
    }

    @Test
    void movesUsersWhileClientsGoOn() {
        try (GatewayProcess gateway = start();
                SteadyLoad load = SteadyLoad.start(gateway.port(), Request.get("/load"), CLIENTS)) {
            gateway.awaitOutput("Budgets are kept");
            Set<Integer> few = usersOfK8s(gateway);
            load.awaitMore(20 * CLIENTS);

            String set = traffic(gateway, "set", "item", "k8s=40%", "--reason=a good day");
            gateway.awaitOutput("Traffic is shared anew");
            load.awaitMore(20 * CLIENTS);
            Eventually.passes(() -> assertThat(usersOfK8s(gateway)).hasSizeGreaterThan(few.size()));
            String shown = traffic(gateway, "show", "item");

            assertThat(set)
                    .contains("was   legacy 95%, k8s 5%", "now   legacy 60%, k8s 40%", "35.");
            assertThat(shown).contains("legacy 60%, k8s 40%", "set by shop-team/ci", "a good day");
            assertThat(usersOfK8s(gateway)).containsAll(few);

            traffic(gateway, "rollback", "item");
            Eventually.passes(() -> assertThat(usersOfK8s(gateway)).isEqualTo(few));
            assertThat(traffic(gateway, "rollback", "item"))
                    .contains("there is nothing to roll back");
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void remembersWeightsWithoutADatabase() {
        try (GatewayProcess gateway = start()) {
            gateway.awaitOutput("Budgets are kept");
            Set<Integer> few = usersOfK8s(gateway);
            traffic(gateway, "set", "item", "k8s=40%");
            Eventually.passes(() -> assertThat(usersOfK8s(gateway)).hasSizeGreaterThan(few.size()));
            Set<Integer> more = usersOfK8s(gateway);

            database.close();

            assertThat(usersOfK8s(gateway)).isEqualTo(more);
            gateway.terminate();
            gateway.exitCode();
            try (GatewayProcess restarted = start()) {
                assertThat(usersOfK8s(restarted)).isEqualTo(more);
            }
        }
    }

    /// Each round has paths of its own, by which the backends tell who was sent to them.
    private Set<Integer> usersOfK8s(GatewayProcess gateway) {
        round++;
        Set<Integer> there = new TreeSet<>();
        for (int user : IntStream.range(0, USERS).toArray()) {
            String path = "/%d/%d".formatted(round, user);
            Request request = Request.get(path).with("x-user", "user-" + user);
            assertThat(HttpSocket.exchange(gateway.port(), request).status()).isEqualTo(200);
            if (k8s.targets().contains(path)) {
                there.add(user);
            }
        }
        return there;
    }

    private GatewayProcess start() {
        return GatewayProcess.start(
                directory.resolve("definitions"),
                "--database",
                urlOf(database.url()),
                "--counts",
                directory.resolve("counts").toString(),
                "--console-port",
                "0");
    }

    private static String urlOf(DatabaseUrl url) {
        return "postgres://%s:%s@%s:%d/%s"
                .formatted(
                        url.login().user().orElseThrow(),
                        url.login().password().orElseThrow(),
                        url.host(),
                        url.port(),
                        url.database());
    }

    /// What `kiban traffic` says.
    private String traffic(GatewayProcess gateway, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        Terminal terminal =
                new Terminal(writer, writer, OutputStream.nullOutputStream(), Colours.NONE);
        List<String> all = new ArrayList<>(List.of("traffic"));
        all.addAll(List.of(arguments));
        all.add("--api=" + gateway.console());
        Kiban.commandLine(terminal, Map.of("KIBAN_TOKEN", token))
                .execute(all.toArray(String[]::new));
        return said.toString();
    }

    private static String token(Database database) {
        InstantSource clock = InstantSource.system();
        Tokens tokens =
                new Tokens(
                        SqlTokens.in(database),
                        new Ledger(SqlEvents.in(database), clock),
                        clock,
                        new SecureRandom());
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
}
