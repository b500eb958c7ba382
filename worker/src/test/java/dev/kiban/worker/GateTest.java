package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.testkit.Eventually;
import dev.kiban.worker.Gate.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a gate does with each answer of a pace, and without one.
class GateTest {
    private static final Job<String> JOB = Job.of("a");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir private Path directory;
    private final AtomicLong later = new AtomicLong();
    private final Surroundings surroundings =
            new Surroundings(
                    InstantSource.system(),
                    () -> System.nanoTime() + later.get(),
                    new SplittableRandom(7),
                    () -> 0);
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private record Answer(int status, Map<String, String> headers) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    keys.addAll(exchange.getRequestHeaders().get("idempotency-key"));
                    Answer answer = answers.remove();
                    answer.headers().forEach(exchange.getResponseHeaders()::set);
                    exchange.sendResponseHeaders(answer.status(), -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksAgainWhenItIsTimeAndWithTheSameKey() {
        answers.add(new Answer(429, Map.of("retry-after", "1")));
        answers.add(new Answer(503, Map.of("retry-after", "0")));
        answers.add(new Answer(502, Map.of()));
        answers.add(new Answer(409, Map.of()));
        answers.add(pass());
        long start = System.nanoTime();

        try (Gate gate = gate(atServer())) {
            assertThat(enter(gate)).isInstanceOf(Entry.Entered.class);
        }

        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
        assertThat(keys).hasSize(5).containsOnly(keys.getFirst());
    }

    @Test
    void eachJobHasAKeyOfItsOwn() {
        answers.add(pass());
        answers.add(pass());

        try (Gate gate = gate(atServer())) {
            enter(gate);
            enter(gate);
        }

        assertThat(keys).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aJobThatThePaceCannotReadNeverStarts() {
        answers.add(new Answer(400, Map.of()));

        try (Gate gate = gate(atServer())) {
            assertThat(enter(gate)).isInstanceOf(Entry.Never.class);
        }
    }

    @Test
    void aHeaderThatCannotBeSentIsTheJobsFault() {
        Job<String> job = new Job<>("a", Map.of("x-sender", "a\nb: c"), Optional.empty(), false);

        try (Gate gate = gate(atServer().handingOn("x-sender"))) {
            assertThat(gate.enter(job, Trace.of(job, surroundings.random())))
                    .isInstanceOf(Entry.Never.class);
        }

        assertThat(keys).isEmpty();
    }

    @Test
    void waitsWhereItMayNotAsk() {
        answers.add(new Answer(403, Map.of()));
        answers.add(new Answer(404, Map.of()));
        answers.add(new Answer(200, Map.of())); // whoever this is, it is no pace
        answers.add(pass());

        try (Gate gate = gate(atServer())) {
            assertThat(enter(gate)).isInstanceOf(Entry.Entered.class);
        }

        assertThat(keys).hasSize(4);
    }

    @Test
    void givesUpAJobWhosePatienceIsOver() {
        answers.add(new Answer(429, Map.of("retry-after", "0")));
        answers.add(new Answer(429, Map.of("retry-after", "0")));

        try (Gate gate = new Gate(atServer(), Duration.ofMillis(50), surroundings)) {
            assertThat(enter(gate)).isInstanceOf(Entry.NotNow.class);
        }
    }

    @Test
    void waitsForAPaceThatIsAwayUntilItIsBack() throws IOException {
        int port = freePort();
        Pace pace = Pace.at("http://127.0.0.1:%d/pace/push".formatted(port));

        try (Gate gate = gate(pace)) {
            CompletableFuture<Entry> entry = CompletableFuture.supplyAsync(() -> enter(gate));
            later.set(Duration.ofMinutes(1).toNanos());
            Eventually.passes(() -> assertThat(gate.isAway()).isTrue());
            assertThat(entry).isNotDone();
            try (RealPace _ = RealPace.on(port, directory, "limits: [{rate: 1/s}]")) {
                assertThat(entry.join()).isInstanceOf(Entry.Entered.class);
            }
        }
    }

    @Test
    void goesOnAtItsOwnRateWhileThePaceIsAway() throws IOException {
        Pace pace = Pace.at("http://127.0.0.1:%d/pace/push".formatted(freePort())).whenAwayGoOn(50);

        try (Gate gate = gate(pace)) {
            CompletableFuture<Entry> first = CompletableFuture.supplyAsync(() -> enter(gate));
            Eventually.passes(() -> assertThat(gate.isAway()).isTrue());
            assertThat(first).isNotDone();
            later.set(Duration.ofSeconds(6).toNanos());
            assertThat(first.join()).isEqualTo(new Entry.Entered(new Permit.None()));
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(enter(gate)).isInstanceOf(Entry.Entered.class);
            }

            assertThat(System.nanoTime() - start).isGreaterThan(380_000_000L);
        }
    }

    @Test
    void whoIsHeldLeavesWhenTheGateIsShut() {
        try (RealPace pace = RealPace.with(directory, "limits: [{rate: 1/h}]\n  wait: 1h")) {
            Gate gate = gate(pace.pace());
            enter(gate);
            CompletableFuture<Entry> held = CompletableFuture.supplyAsync(() -> enter(gate));
            Eventually.passes(() -> assertThat(pace.report().inLine()).isEqualTo(1));

            gate.close();

            assertThat(held.join()).isInstanceOf(Entry.NotNow.class);
            Eventually.passes(() -> assertThat(pace.report().hungUp()).isEqualTo(1));
        }
    }

    private static Answer pass() {
        return new Answer(200, Map.of("kiban-permit", "p1"));
    }

    private Pace atServer() {
        return Pace.at("http://127.0.0.1:%d/pace/push".formatted(server.getAddress().getPort()));
    }

    private Gate gate(Pace pace) {
        return new Gate(pace, PATIENCE, surroundings);
    }

    private Entry enter(Gate gate) {
        return gate.enter(JOB, Trace.of(JOB, surroundings.random()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
