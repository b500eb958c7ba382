package dev.kiban.slo.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient.Never;
import dev.kiban.slo.Recipient.Taken;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealAlertmanagerTest {
    private static final String PROGRAM = "prometheus-alertmanager";
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Map<String, String> LABELS =
            Map.of("alertname", "KibanSloBurn", "service", "item", "severity", "page");

    @TempDir private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Listener pager;
    private Process process;
    private Alertmanager alertmanager;

    @BeforeEach
    void startIt() throws IOException {
        assumeTrue(isInstalled(), "skipped: %s is not installed".formatted(PROGRAM));
        pager = new Listener();
        int port = freePort();
        Path config =
                Files.writeString(
                        directory.resolve("alertmanager.yml"),
                        """
                        route: {receiver: pager, group_by: [alertname, service], group_wait: 0s, group_interval: 1s}
                        receivers:
                          - name: pager
                            webhook_configs: [{url: "%s"}]
                        """
                                .formatted(pager.uri("/page")));
        process =
                new ProcessBuilder(
                                PROGRAM,
                                "--config.file=" + config,
                                "--storage.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address=")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        alertmanager =
                new Alertmanager(
                        client,
                        new Endpoint(URI.create("http://127.0.0.1:" + port), Map.of()),
                        InstantSource.fixed(now),
                        Duration.ofMinutes(15));
    }

    @AfterEach
    void stopIt() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
            pager.close();
        }
        client.close();
    }

    @Test
    void passesOnWhatFiresAndWhatEnds() {
        Notification firing =
                Notification.firing(
                        "1", LABELS, Map.of("summary", "it burns"), now.minusSeconds(60));

        Eventually.passes(() -> assertThat(alertmanager.tell(firing)).isEqualTo(new Taken()));
        assertThat(alertmanager.tell(firing)).as("again").isEqualTo(new Taken());

        Eventually.passes(
                () ->
                        assertThat(pages())
                                .anyMatch(
                                        page ->
                                                page.contains("\"status\":\"firing\"")
                                                        && page.contains("it burns")));
        assertThat(alertmanager.tell(firing.resolved("2", now))).isEqualTo(new Taken());
        Eventually.passes(
                () ->
                        assertThat(pages())
                                .hasSize(2)
                                .last()
                                .asString()
                                .contains("\"status\":\"resolved\""));
    }

    @Test
    void refusesAnAlertThatEndsBeforeItStarts() {
        Notification inTheFuture =
                Notification.firing("3", LABELS, Map.of(), now.plus(Duration.ofDays(1)));

        Eventually.passes(
                () -> assertThat(alertmanager.tell(inTheFuture)).isInstanceOf(Never.class));
    }

    private List<String> pages() {
        return pager.heard().stream().map(Listener.Heard::body).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }
}
