package dev.kiban.runtime.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(AdminServer.MAX_READERS);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AdminServer admin =
            AdminServer.start(
                    "127.0.0.1",
                    0,
                    new AdminContent(
                            Map.of(
                                    "/hello", accept -> Answer.text(200, "hello " + accept),
                                    "/sick", accept -> Answer.text(503, "sick"),
                                    "/json", accept -> Answer.json("{}"),
                                    "/slow", this::slow,
                                    "/broken",
                                            accept -> {
                                                throw new IllegalStateException("secret");
                                            }),
                            Map.of("/ask", json -> Answer.text(200, "asked " + json))),
                    Log.to(lines::add));

    @AfterEach
    void close() {
        release.countDown();
        admin.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9901, 200",
        "127.0.0.1:9901, 200",
        "[::1]:9901, 200",
        "localhost, 200",
        "evil.example:9901, 421",
        "localhost.evil.example, 421",
        "'', 421"
    })
    void servesNobodyWhoMeansAnotherHost(String host, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /hello HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(host)
                                    .getBytes(US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void servesAPageWithWhatTheReaderAccepts() throws Exception {
        HttpResponse<String> response =
                client.send(
                        request("/hello").header("Accept", "text/x").build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello text/x");
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void passesOnThePagesStatusAndType() throws Exception {
        assertThat(get("/sick").statusCode()).isEqualTo(503);
        assertThat(get("/json").headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void ignoresTheQuery() throws Exception {
        assertThat(get("/hello?x=1").statusCode()).isEqualTo(200);
    }

    @Test
    void listsItsPages() throws Exception {
        assertThat(get("/").body()).isEqualTo("/broken\n/hello\n/json\n/sick\n/slow\n");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").body()).contains("/hello");
        assertThat(get("/hello/").statusCode()).isEqualTo(404);
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        HttpResponse<String> response =
                client.send(
                        request("/hello").method("HEAD", BodyPublishers.noBody()).build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void canOnlyBeRead() throws Exception {
        HttpResponse<String> response =
                client.send(
                        request("/hello").POST(BodyPublishers.ofString("x")).build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
    }

    @Test
    void tellsTheReaderNothingOfAFaultAndTheLogAll() throws Exception {
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("secret");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("Admin page failed", "secret"));
    }

    @Test
    void refusesMoreReadersThanItHasRoomFor() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < AdminServer.MAX_READERS; i++) {
            waiting.add(client.sendAsync(request("/slow").build(), BodyHandlers.ofString()));
        }
        entered.await();

        assertThat(get("/hello").statusCode()).isEqualTo(503);

        release.countDown();
        assertThat(waiting).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        assertThat(get("/hello").statusCode()).isEqualTo(200);
    }

    @Test
    void answersQuestionsThatNobodyButAProgramAsks() throws Exception {
        assertThat(ask("application/json", "{}").body()).isEqualTo("asked {}");
        assertThat(ask("text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(ask("application/json", "x".repeat(AdminServer.MAX_BYTES + 1)).statusCode())
                .isEqualTo(413);
        assertThat(get("/ask").statusCode()).isEqualTo(405);
        assertThat(get("/ask").headers().firstValue("Allow")).contains("POST");
    }

    private HttpResponse<String> ask(String type, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d/ask".formatted(admin.port())))
                        .header("content-type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void saysWhichAddressItCannotHave() {
        assertThatThrownBy(
                        () ->
                                AdminServer.start(
                                        "127.0.0.1",
                                        admin.port(),
                                        AdminContent.of(Map.of()),
                                        Log.to(lines::add)))
                .hasMessageContaining("cannot listen on 127.0.0.1 port " + admin.port());
    }

    private Answer slow(String accept) {
        entered.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.text(200, "at last");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path));
    }
}
