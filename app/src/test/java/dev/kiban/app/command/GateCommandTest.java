package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.store.SqlCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final Duration COUNTED = Duration.ofMinutes(90);

    private static final String SHOP =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: shop-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: shop}
            spec:
              owner: shop-team
              upstream:
                protocol: http
                addresses: ["127.0.0.1:9001"]
              gateway:
                routes:
                  - http: {prefix: /shop/}
                    access: anyone
              slos:
                - name: availability
                  indicator: {availability: {}}
                  objective: 95%
                  period: {rolling: 28d}
            """;

    @TempDir private Path folder;
    private Path definitions = Path.of("");

    @BeforeEach
    void write() throws IOException {
        definitions = Files.createDirectories(folder.resolve("definitions"));
        Files.writeString(definitions.resolve("shop.yaml"), SHOP);
    }

    @Test
    void answersFromWhatWasCounted() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"))) {
            Map<String, String> environment = Map.of("KIBAN_DATABASE", urlOf(server.url()));
            Instant until = Instant.now().truncatedTo(ChronoUnit.MINUTES);

            CommandLineRun nothing = gate(environment);
            count(server.url(), until, 0);
            CommandLineRun good = gate(environment);
            count(server.url(), until, 100);
            CommandLineRun bad = gate(environment, "--risk=high", "--format=json");
            CommandLineRun given = override(environment);
            CommandLineRun overridden = gate(environment);
            CommandLineRun event =
                    CommandLineRun.in(environment, "ledger", "search", "--kind=gate.overridden");

            assertThat(nothing.err()).isEmpty();
            assertThat(nothing.exit()).isEqualTo(2);
            assertThat(nothing.out())
                    .startsWith("shop: unknown\n  availability: nothing was measured\n");
            assertThat(good.err()).isEmpty();
            assertThat(good.out())
                    .startsWith("shop: allow\n  availability: 100.0% of the budget remain, ");
            assertThat(good.exit()).isZero();
            assertThat(bad.exit()).isEqualTo(1);
            assertThat(bad.out())
                    .contains(
                            "\"answer\":\"hold\"",
                            "availability: the budget is spent, -900.0% remain");
            assertThat(given.exit()).isZero();
            assertThat(given.out()).matches("shop may be released until \\S+Z, event 1\\n");
            assertThat(overridden.exit()).isZero();
            assertThat(overridden.out()).contains("shop: allow\n  by the word of ", ": it heals");
            assertThat(event.out()).contains(": it heals");
        }
    }

    @Test
    void knowsNoOtherService() {
        CommandLineRun misspelt =
                CommandLineRun.of("gate", "shopp", "--definitions=" + definitions);
        CommandLineRun likeASubcommand =
                CommandLineRun.of("gate", "--definitions=" + definitions, "--", "override");

        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.err()).contains("there is no service 'shopp'");
        assertThat(likeASubcommand.err()).contains("there is no service 'override'");
    }

    @Test
    void anOverrideHasAnEndThatIsNotFarAway() {
        for (String until : List.of("2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
            CommandLineRun run =
                    CommandLineRun.of(
                            "gate", "override", "shop", "--reason=it heals", "--until=" + until);

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("expires in the future, within 7 days");
        }
    }

    private CommandLineRun gate(Map<String, String> environment, String... more) {
        String[] command = {"gate", "shop", "--definitions=" + definitions};
        return CommandLineRun.in(
                environment,
                Stream.of(command, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static CommandLineRun override(Map<String, String> environment) {
        return CommandLineRun.in(
                environment,
                "gate",
                "override",
                "shop",
                "--reason=it heals",
                "--until=" + Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS));
    }

    /// The same traffic in each minute, of an instance of its own.
    private static void count(DatabaseUrl url, Instant until, long errors) {
        UUID instance = new UUID(0, errors);
        Row row = new Row(new ServiceName("shop"), "/shop/", "default", 100, errors, List.of(100L));
        try (Database database = Database.open(url, 2)) {
            SqlCounts counts = SqlCounts.in(database);
            for (long minute = 1; minute <= COUNTED.toMinutes(); minute++) {
                counts.take(
                        new Shipment(
                                instance,
                                until.minus(Duration.ofMinutes(minute)),
                                true,
                                List.of(),
                                List.of(row)),
                        until);
            }
        }
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
}
