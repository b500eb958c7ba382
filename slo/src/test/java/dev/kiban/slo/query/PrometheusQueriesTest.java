package dev.kiban.slo.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.Queries.Counted;
import dev.kiban.slo.Queries.Failed;
import dev.kiban.slo.Queries.Nothing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Prometheus may answer, and what only somebody else would.
class PrometheusQueriesTest {
    private static final Instant END = Instant.parse("2026-11-21T10:17:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    /// Answers a request by whether it asks for good ones.
    private interface Script {
        void answer(HttpExchange exchange, boolean good) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void asksForTheSumOverTheIntervalUpToItsEnd() {
        say(vector("98.7"), vector("100.2"));

        assertThat(ask()).isEqualTo(new Counted(99, 100));
        assertThat(asked)
                .containsExactly(
                        "query=sum(increase(all[120s]))&time=1795256220",
                        "query=sum(increase(good[120s]))&time=1795256220");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2.4999, 2", "2.5, 3", "1e3, 1000", "0.0000001, 0"})
    void countsWholeEvents(String said, long events) {
        say(vector(said), vector(said));

        assertThat(ask()).isEqualTo(new Counted(events, events));
    }

    @Test
    void nothingGoodOfSomethingIsAZero() {
        say(NO_SERIES, vector("7"));

        assertThat(ask()).isEqualTo(new Counted(0, 7));
    }

    @Test
    void whatPrometheusDoesNotKnowIsAGap() {
        say(NO_SERIES, NO_SERIES);

        assertThat(ask()).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @CsvSource({"8, 7", "-1, 7", "1, 1000000001", "-2, -1"})
    void whatCannotBeIsAGap(String good, String total) {
        say(vector(good), vector(total));

        assertThat(ask()).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "null",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"5\"]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"5\"]},{\"value\":[1,\"5\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"NaN\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"+Inf\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,[\"5\"]]}]}}"
            })
    void asksAgainWhereTheAnswerIsNone(String answer) {
        say(answer, answer);

        assertThat(ask()).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 401, 422, 500, 503})
    void asksAgainAfterARefusal(int status) {
        serve(
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, -1);
                });

        assertThat(ask()).isEqualTo(new Failed("it answered " + status));
        assertThat(asked).hasSize(1);
    }

    @Test
    void readsNoMoreThanALimit() {
        say(vector("1" + " ".repeat(70_000)), vector("1" + " ".repeat(70_000)));

        assertThat(ask()).isInstanceOf(Failed.class);
    }

    @Test
    void waitsNoLongerForABodyThatDoesNotEnd() {
        serve(
                (exchange, _) -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    over.await();
                });

        Answer answer = queries(Credentials.NONE, Duration.ofMillis(200)).ask(indicator(), END);

        assertThat(answer).isEqualTo(new Failed("no answer in 200 ms"));
    }

    @Test
    void asksAgainWhereNobodyListens() {
        server.stop(0);

        assertThat(ask()).isInstanceOf(Failed.class);
    }

    @Test
    void showsCredentialsToNobodyElse() {
        List<String> shown = new CopyOnWriteArrayList<>();
        serve(
                (exchange, _) -> {
                    shown.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    send(exchange, vector("1"));
                });
        Credentials mine = Credentials.parse(indicator().url() + " Bearer secret");
        Credentials others = Credentials.parse("http://localhost:9 Bearer secret");

        queries(mine, Duration.ofSeconds(10)).ask(indicator(), END);
        queries(others, Duration.ofSeconds(10)).ask(indicator(), END);

        assertThat(shown).containsExactly("Bearer secret", "Bearer secret", "null", "null");
    }

    private static final String NO_SERIES =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    private static String vector(String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1795256220,\"%s\"]}]}}"
                .formatted(value);
    }

    private void say(String good, String total) {
        serve((exchange, isGood) -> send(exchange, isGood ? good : total));
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void serve(Script script) {
        server.createContext(
                "/prometheus/api/v1/query",
                exchange -> {
                    try (exchange) {
                        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                        asked.add(URLDecoder.decode(form, UTF_8));
                        script.answer(exchange, form.contains("good"));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private Answer ask() {
        return queries(Credentials.NONE, Duration.ofSeconds(10)).ask(indicator(), END);
    }

    private static PrometheusQueries queries(Credentials credentials, Duration timeout) {
        return new PrometheusQueries(CLIENT, credentials, timeout);
    }

    private Prometheus indicator() {
        return new Prometheus(
                URI.create(
                        "http://localhost:%d/prometheus/".formatted(server.getAddress().getPort())),
                "increase(good[$window])",
                "increase(all[$window])",
                Duration.ofMinutes(2));
    }
}
