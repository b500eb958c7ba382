package dev.kiban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.process.ChildProcess;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The flea market's push campaign, under `kiban up`: jobs flow, their rate falls when the database
/// suffers and rises when it does not, and the campaign is through in time.
class PushCampaignEndToEndTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int MESSAGES = 20_000;

    @TempDir private Path folder;

    private final List<String> output = new CopyOnWriteArrayList<>(); // grows while it is read
    private final List<ChildProcess> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Stage stage;

    @BeforeEach
    void build() throws IOException {
        stage = Stage.build(folder, PROJECT);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (ChildProcess process : started) {
            process.stop(GRACE);
        }
        client.close();
    }

    @Test
    void isSteeredDownAndUpAgainAndThroughInTime() throws Exception {
        ChildProcess up = up();
        push("/push/campaigns?name=spring&messages=" + MESSAGES);
        Eventually.passes(() -> assertThat(stat("sent")).isGreaterThan(100));
        int well = steered();

        push("/push/reports?seconds=25");
        Eventually.passes(() -> assertThat(steered()).isLessThan(well));
        int[] lowest = {well};
        Eventually.passes(
                () -> {
                    lowest[0] = Math.min(lowest[0], steered());
                    assertThat(steered()).as("up again").isGreaterThan(lowest[0]);
                });

        Instant deadline = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        order(200, deadline);
        Eventually.passes(
                () -> assertThat(paces()).containsPattern("\"verdict\": \"(on_track|at_risk)\""));
        Eventually.passes(() -> assertThat(paces()).contains("\"verdict\": \"done\""));
        assertThat(Instant.now()).isBefore(deadline);

        up.stop(GRACE);
        output.clear();
        up();
        Eventually.passes(
                () -> {
                    assertThat(stat("sent")).isGreaterThan(300);
                    assertThat(stat("sent") + stat("waiting"))
                            .isBetween(0L + MESSAGES, MESSAGES + 16L);
                });
    }

    private ChildProcess up() throws IOException {
        ChildProcess process =
                kiban(
                        output,
                        "up",
                        "examples/flea-market",
                        "--data=" + folder.resolve("data"),
                        "--port=" + stage.port(8080),
                        "--admin-port=" + stage.port(9901),
                        "--console-port=" + stage.port(8081),
                        "--pace-port=" + stage.port(8090),
                        "--pace-admin-port=" + stage.port(9902));
        Eventually.passes(
                () ->
                        assertThat(output)
                                .anyMatch(line -> line.contains("Ctrl-C stops everything")));
        return process;
    }

    private void order(int jobs, Instant deadline) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Eventually.passes( // the API is there a little later
                () ->
                        assertThat(
                                        kiban(
                                                        told,
                                                        "pace",
                                                        "campaign",
                                                        "push",
                                                        "--jobs=" + jobs,
                                                        "--by="
                                                                + OffsetDateTime.ofInstant(
                                                                        deadline, ZoneOffset.UTC),
                                                        "--api=http://localhost:"
                                                                + stage.port(8081),
                                                        "--token-file="
                                                                + folder.resolve(
                                                                        "data/developer-token"))
                                                .awaitEnd())
                                .as("%s", told)
                                .isZero());
    }

    private ChildProcess kiban(List<String> lines, String... words) throws IOException {
        List<String> command = Stream.concat(Stream.of("./kiban"), Stream.of(words)).toList();
        ChildProcess process =
                ChildProcess.start(new ChildProcess.Launch(command, folder), lines::add);
        started.add(process);
        return process;
    }

    /// How much of its rate steering lets pass.
    private int steered() throws IOException, InterruptedException {
        return Math.toIntExact(number(paces(), "percent"));
    }

    private String paces() throws IOException, InterruptedException {
        return get(stage.port(9902), "/paces");
    }

    private long stat(String name) throws IOException, InterruptedException {
        return number(get(stage.port(8080), "/push/stats"), name);
    }

    private void push(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url(stage.port(8080), path))
                        .POST(BodyPublishers.noBody())
                        .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url(port, path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static URI url(int port, String path) {
        return URI.create("http://localhost:%d%s".formatted(port, path));
    }

    private static long number(String json, String member) {
        Matcher matcher = Pattern.compile("\"%s\": ?(\\d+)".formatted(member)).matcher(json);
        assertThat(matcher.find()).as("%s of %s", member, json).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
