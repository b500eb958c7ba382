package dev.kiban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.process.ChildProcess;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/// `./kiban up examples/flea-market`, from the first line to the last process.
class UpEndToEndTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration GRACE = Duration.ofSeconds(60);

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
    void servesThenEndsWithEverythingItStartedAndStartsAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            ChildProcess up = up();
            awaitReady();
            assertThat(get("/v1/items/m1").body()).contains("\"id\":\"m1\"");
            assertThat(get("/legacy/users/7").body()).contains("\"userId\":7");
            List<ProcessHandle> children = children(up);
            assertThat(children).hasSize(3);

            up.stop(GRACE);

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            output.clear();
        }
    }

    @Test
    void answersABadRequestWithTheFieldThatTheServiceNames() throws Exception {
        up();
        awaitReady();

        HttpResponse<String> refused = post("/v1/items", "{\"title\":\"\",\"priceYen\":1}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("google.rpc.BadRequest", "item.title", "item.price_yen");
    }

    @Test
    void startsAServiceAgainThatWasKilled() throws Exception {
        ChildProcess up = up();
        awaitReady();
        ProcessHandle item = child(up, "item");

        item.destroyForcibly();

        Eventually.passes(
                () -> {
                    assertThat(output)
                            .anyMatch(
                                    line ->
                                            line.contains("item")
                                                    && line.contains("starting it again"));
                    assertThat(get("/v1/items/m1").statusCode()).isEqualTo(200);
                });
        assertThat(child(up, "item").pid()).isNotEqualTo(item.pid());
    }

    @Test
    void showsAMadeUpPastUntilItIsForgotten() throws Exception {
        String data = folder.resolve("data").toString();
        up("--data", data, "--history", "10d", "--grpc-port", "0");

        awaitLine("is there; 'kiban slo forget-demo' takes it away");

        String market = "examples/flea-market";
        awaitLine("A token for the API is in a file");
        assertThat(grpcGate(Path.of(data)).ask("item").getSlosList())
                .anySatisfy(slo -> assertThat(slo.getRemaining()).endsWith("%"));
        assertThat(kiban("gate", "item", "--definitions", market, "--data", data))
                .anyMatch(line -> line.matches(".*availability: .*\\d% of the budget remain.*"));
        assertThat(kiban("ledger", "search", "--service", "item", "--data", data))
                .anyMatch(line -> line.contains("is live (made up)"));
        assertThat(kiban("slo", "forget-demo", "--data", data))
                .anyMatch(line -> line.contains("the made-up counts are gone"));
        assertThat(kiban("slo", "forget-demo", "--data", data))
                .anyMatch(line -> line.contains("there are no made-up counts"));
    }

    @Test
    void sendsVisitorsThroughTheGatewayUntilItEnds() throws Exception {
        ChildProcess up = up("--no-budgets", "--traffic");

        awaitLine("requests a second, more in the evening; next incident:");
        Eventually.passes(
                () ->
                        assertThat(metrics())
                                .containsPattern(
                                        "kiban_gateway_requests_total.*service=\"item\".*} [1-9]"));
        List<ProcessHandle> children = children(up);
        assertThat(children).hasSize(4);
        assertThat(output).noneMatch(line -> line.contains("\"user_agent\""));

        up.stop(GRACE);

        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void makesUpNoPastWithoutAPlaceForIt() throws Exception {
        ChildProcess up = up("--no-budgets", "--history", "10d");

        assertThat(up.awaitEnd()).isEqualTo(1);
        assertThat(output).anyMatch(line -> line.contains("--history needs budgets"));
    }

    @Test
    void namesThePortThatIsTakenAndStartsNothing() throws Exception {
        try (ServerSocket other =
                new ServerSocket(stage.port(9101), 1, InetAddress.getLoopbackAddress())) {
            ChildProcess up = up();

            assertThat(up.awaitEnd()).isEqualTo(1);
            assertThat(output)
                    .anyMatch(
                            line ->
                                    line.contains(
                                            "service 'item' needs 127.0.0.1:"
                                                    + other.getLocalPort()));
        }
    }

    @Test
    void showsTheLastWordsOfAServiceThatDoesNotComeUp() throws Exception {
        Path definition = folder.resolve("examples/flea-market/item.yaml");
        Files.writeString(
                definition, Files.readString(definition).replace("item, --port", "itme, --port"));

        ChildProcess up = up();

        assertThat(up.awaitEnd()).isEqualTo(1);
        assertThat(output)
                .anyMatch(line -> line.contains("service 'item' ended with exit code 2"))
                .anyMatch(line -> line.contains("say which program to run"));
    }

    @Test
    void refusesBadDefinitionsWithTheirPlaceAndStartsNothing() throws Exception {
        Files.writeString(folder.resolve("examples/flea-market/bad.yaml"), "kind: Sevrice\n");

        ChildProcess up = up();

        assertThat(up.awaitEnd()).isEqualTo(1);
        assertThat(output).anyMatch(line -> line.contains("bad.yaml:1:") && line.contains("KB2"));
    }

    private ChildProcess up() throws IOException {
        return up("--no-budgets");
    }

    private ChildProcess up(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("up", "examples/flea-market"));
        words.addAll(List.of("--port", String.valueOf(stage.port(8080))));
        words.addAll(List.of("--admin-port", String.valueOf(stage.port(9901))));
        words.addAll(List.of("--console-port", "0"));
        words.addAll(List.of("--pace-port", String.valueOf(stage.port(8090))));
        words.addAll(List.of("--pace-admin-port", "0"));
        words.addAll(List.of(more));
        return start(words, output);
    }

    /// With the token that was made for the developer.
    private GrpcGate grpcGate(Path data) throws IOException {
        String address =
                output.stream()
                        .map(Pattern.compile("over gRPC, at ([^,]*),")::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
        return new GrpcGate(address, Files.readString(data.resolve("developer-token")).strip());
    }

    /// What a command writes until it ends.
    private List<String> kiban(String... words) throws IOException, InterruptedException {
        List<String> lines = new CopyOnWriteArrayList<>();
        start(List.of(words), lines).awaitEnd();
        return lines;
    }

    private ChildProcess start(List<String> words, List<String> lines) throws IOException {
        List<String> command = Stream.concat(Stream.of("./kiban"), words.stream()).toList();
        ChildProcess process =
                ChildProcess.start(new ChildProcess.Launch(command, folder), lines::add);
        started.add(process);
        return process;
    }

    private void awaitReady() {
        awaitLine("Ctrl-C stops everything");
    }

    private void awaitLine(String part) {
        Eventually.passes(() -> assertThat(output).anyMatch(line -> line.contains(part)));
    }

    private static List<ProcessHandle> children(ChildProcess up) {
        return ProcessHandle.of(up.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    }

    private static ProcessHandle child(ChildProcess up, String service) {
        return children(up).stream()
                .filter(
                        child ->
                                Stream.of(child.info().arguments().orElse(new String[0]))
                                        .anyMatch(service::equals))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private String metrics() throws IOException, InterruptedException {
        URI admin = URI.create("http://localhost:%d/metrics".formatted(stage.port(9901)));
        return client.send(HttpRequest.newBuilder(admin).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(stage.port(8080), path)))
                .timeout(Duration.ofSeconds(30));
    }
}
