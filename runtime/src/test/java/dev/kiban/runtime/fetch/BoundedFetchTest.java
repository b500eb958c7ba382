package dev.kiban.runtime.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedFetchTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/short", exchange -> answer(exchange, 200, "here"));
        server.createContext("/gone", exchange -> answer(exchange, 503, "away"));
        server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(2_000)));
        server.createContext("/slow", this::answerHalf);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        client.shutdownNow();
    }

    @Test
    void tellsWhatWasAnswered() throws Exception {
        assertThat(fetch(Duration.ofSeconds(10)).text(request("/short"))).isEqualTo("here");
        assertThat(fetch(Duration.ofSeconds(10)).send(request("/gone")))
                .isEqualTo(new BoundedFetch.Reply(503, "away"));
    }

    @Test
    void takesOnlyWhatIsWellAsText() {
        assertThatThrownBy(() -> fetch(Duration.ofSeconds(10)).text(request("/gone")))
                .hasMessage("it answered 503");
    }

    @Test
    void readsNoMoreThanItMay() {
        assertThatThrownBy(() -> fetch(Duration.ofSeconds(10)).text(request("/long")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void doesNotWaitForABodyThatNeverEnds() {
        assertThatThrownBy(() -> fetch(Duration.ofMillis(200)).text(request("/slow")))
                .hasMessage("no answer in 200 ms");
    }

    @Test
    void goesNowhereElse() {
        HttpClient follows =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

        assertThatThrownBy(() -> new BoundedFetch(follows, Duration.ofSeconds(1), 1))
                .hasMessageContaining("redirects");
    }

    private BoundedFetch fetch(Duration timeout) {
        return new BoundedFetch(client, timeout, 1_000);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(server.getAddress().getPort(), path)));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void answerHalf(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
