package dev.kiban.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.app.option.ApiAddress;
import dev.kiban.kernel.PaceName;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `kiban run` before a pace, which answers as docs/reference/pace.md says.
class PaceRunTest {
    private static final String ASK = "POST /pace/push";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> headers = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch holds = new CountDownLatch(1);
    private final StringWriter said = new StringWriter();
    private final HttpServer server;
    private URI url = URI.create("http://localhost:1");

    private record Answer(int status, String header, String value, String body) {}

    PaceRunTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        url = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        holds.countDown();
        server.stop(0);
    }

    @Test
    void asksBeforeTheCommandStartsAndSaysWhenItIsDone() throws InterruptedException {
        answers.add(new Answer(200, "kiban-permit", "p1", ""));

        int code = run("", LONG, "sh", "-c", "exit 3").run();

        assertThat(code).isEqualTo(3);
        assertThat(calls).containsExactly(ASK, "POST /pace/push/permits/p1/done");
        assertThat(headers).contains("x-sender: shop").anyMatch(h -> h.startsWith("key: "));
    }

    @Test
    void saysThatTheJobStillRuns() throws InterruptedException {
        answers.add(new Answer(200, "kiban-permit", "p2;0.300", ""));

        run("", LONG, "sleep", "1").run();

        assertThat(calls)
                .contains("POST /pace/push/permits/p2/renew", "POST /pace/push/permits/p2/done");
    }

    @Test
    void givesThePermitBackIfAnotherOneRuns() throws InterruptedException {
        answers.add(new Answer(200, "kiban-permit", "p3", ""));
        answers.add(new Answer(200, "", "", "{\"answer\": \"BUSY\", \"run\": {\"fence\": \"7\"}}"));

        int code = run("nightly", LONG, "false").run();

        assertThat(code).isZero();
        assertThat(calls).containsExactly(ASK, "POST /api/v1/runs", "DELETE /pace/push/permits/p3");
        assertThat(said.toString()).contains("another one runs: run 7");
    }

    @Test
    void asksAgainWhenItIsToldTo() throws InterruptedException {
        answers.add(
                new Answer(
                        429, "retry-after", "1", "{\"message\": \"the wait would be too long\"}"));
        answers.add(new Answer(200, "kiban-permit", "p4", ""));

        int code = run("", LONG, "true").run();

        assertThat(code).isZero();
        assertThat(calls).containsExactly(ASK, ASK, "POST /pace/push/permits/p4/done");
    }

    @Test
    void leavesWhenItsTurnWouldBeTooLate() throws InterruptedException {
        answers.add(new Answer(503, "retry-after", "100", "{\"message\": \"it is paused\"}"));

        int code = run("", Duration.ofSeconds(2), "true").run();

        assertThat(code).isEqualTo(75);
        assertThat(said.toString()).contains("not run, as", "503", "it is paused");
    }

    @Test
    void leavesWhereThereIsNoSuchPace() throws InterruptedException {
        answers.add(new Answer(404, "", "", "{\"message\": \"there is no pace 'push'\"}"));

        int code = run("", LONG, "true").run();

        assertThat(code).isEqualTo(77);
        assertThat(said.toString()).contains("there is no pace 'push'");
    }

    @Test
    void leavesTheLineWhenItIsToldToStop() throws InterruptedException {
        CommandRun run = run("", LONG, "true");
        Thread signals =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Eventually.passes(() -> assertThat(calls).contains(ASK));
                                    run.signalled("TERM", 15);
                                });

        int code = run.run(); // nothing is answered

        signals.join();
        assertThat(code).isEqualTo(128 + 15);
    }

    private CommandRun run(String job, Duration waiting, String... command) {
        RunTerms terms =
                new RunTerms(
                        Optional.of(
                                new PaceTerms(
                                        new PaceName("push"), url, Map.of("x-sender", "shop"))),
                        job,
                        "",
                        "",
                        false,
                        false,
                        "",
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        List.of(command));
        Policy policy =
                new Policy(
                        Policy.WhenHeld.skip,
                        waiting,
                        Policy.WithoutStore.refuse,
                        Duration.ofSeconds(1));
        return new CommandRun(
                new ApiAddress(url, "secret"), terms, policy, new PrintWriter(said, true));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        if (path.contains("/permits/")) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        headers.add("x-sender: " + exchange.getRequestHeaders().getFirst("x-sender"));
        headers.add("key: " + exchange.getRequestHeaders().getFirst("idempotency-key"));
        Answer answer = answers.poll();
        if (answer == null) {
            hold();
            exchange.close();
            return;
        }
        String[] values = answer.value().split(";", -1);
        if (!answer.header().isEmpty()) {
            exchange.getResponseHeaders().add(answer.header(), values[0]);
        }
        if (values.length > 1) {
            exchange.getResponseHeaders().add("kiban-lease", values[1]);
        }
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hold() {
        try {
            holds.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
