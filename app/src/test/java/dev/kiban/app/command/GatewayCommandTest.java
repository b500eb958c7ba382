package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keeps a gateway from starting, and what is said then. How it serves is proved elsewhere.
class GatewayCommandTest {
    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {displayName: Item team}
            """;

    @TempDir private Path folder;

    @Test
    void refusesBadDefinitionsWithTheirPlace() throws IOException {
        CommandLineRun run =
                gateway(TEAM.replace("displayName", "displayname"), "--port=0", "--admin-port=0");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("teams.yaml:4:8: KB201", "did you mean 'displayName'?");
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());

            assertThat(gateway(TEAM, "--admin-port=0", "--port=" + port).err())
                    .contains("kiban: ", port);
            assertThat(gateway(TEAM, "--port=0", "--admin-port=" + port).err())
                    .contains("kiban: ", port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999999999", "http", ""})
    void refusesWhatIsNoPort(String port) throws IOException {
        CommandLineRun run = gateway(TEAM, "--port=" + port);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("'--port'", "'%s' is no port: 0 to 65535".formatted(port));
    }

    @Test
    void tellsOfAlertsOnlyWithBudgets() throws IOException {
        CommandLineRun run = gateway(TEAM, "--alertmanager", "http://localhost:9093");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("add --data or --database");
    }

    @Test
    void servesNoConsoleUnlessItIsSafe() throws IOException {
        CommandLineRun withoutPort = gateway(TEAM, "--grpc-port=0");
        CommandLineRun withoutBudgets = gateway(TEAM, "--console-port", "0");
        CommandLineRun toAll =
                gateway(
                        TEAM,
                        "--data",
                        folder.toString(),
                        "--console-port=0",
                        "--console-host=0.0.0.0");

        assertThat(withoutPort.exit()).isEqualTo(2);
        assertThat(withoutPort.err()).contains("no console and no API without --console-port");
        assertThat(withoutBudgets.exit()).isEqualTo(2);
        assertThat(withoutBudgets.err()).contains("--console-port needs budgets");
        assertThat(toAll.exit()).isEqualTo(2);
        assertThat(toAll.err()).contains("must not be read on the way");
    }

    @Test
    void keepsTheUrlOfAWebhookToItself() throws IOException {
        CommandLineRun run =
                gateway(TEAM, "--data", folder.toString(), "--webhook", "chat.example/hush");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--webhook").doesNotContain("hush");
    }

    @Test
    void keepsBudgetsInOneDatabase() throws IOException {
        CommandLineRun run =
                gateway(TEAM, "--data", folder.toString(), "--database", "postgres://h/d");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--data", "--database", "mutually exclusive");
    }

    @Test
    void refusesTracingThatItDoesNotUnderstand() throws IOException {
        Files.writeString(folder.resolve("teams.yaml"), TEAM);

        CommandLineRun run =
                CommandLineRun.in(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"),
                        "gateway",
                        folder.toString(),
                        "--port=0",
                        "--admin-port=0");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    @Test
    void wantsBothFilesOfTls() throws IOException {
        CommandLineRun run = gateway(TEAM, "--tls-cert", "gateway.pem");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--tls-key");
    }

    private CommandLineRun gateway(String teams, String... options) throws IOException {
        Files.writeString(folder.resolve("teams.yaml"), teams);
        return CommandLineRun.of(
                Stream.concat(Stream.of("gateway", folder.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
