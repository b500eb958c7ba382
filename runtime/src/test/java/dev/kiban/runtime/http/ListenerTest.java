package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    /// More than sockets hold.
    private static final int LARGE = 32 << 20;

    /// A client that would rather change to HTTP/2 on the way is answered as it asked.
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void answersOneRequestAfterTheOther(HttpClient.Version version) throws Exception {
        try (LoopbackServer server = new LoopbackServer(ListenerTest::echo);
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<String> first = post(client, server, "one");
            HttpResponse<String> second = post(client, server, "two");

            assertThat(first.body()).isEqualTo("POST /echo?q=%20 one");
            assertThat(second.body()).isEqualTo("POST /echo?q=%20 two");
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void spreadsConnectionsOverTheLoops() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            threads.add(Thread.currentThread());
                            hello(exchange);
                        })) {
            for (int i = 0; i < 4; i++) {
                try (Socket socket = server.connect()) {
                    assertThat(ask(socket, "GET / HTTP/1.0\r\n\r\n")).endsWith("hello");
                }
            }

            assertThat(threads).hasSize(2);
        }
    }

    @Test
    void tellsThatTheClientHasGone() throws Exception {
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        try (LoopbackServer server = new LoopbackServer(exchange -> seen.set(keep(exchange)))) {
            Socket socket = server.connect();
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            Eventually.passes(() -> assertThat(seen.get()).isNotNull());

            socket.close();

            Eventually.passes(() -> assertThat(seen.get().isGone()).isTrue());
        }
    }

    @Test
    void refusesAHeadThatIsTooLargeWithTheBodyOfItsHandler() throws Exception {
        try (LoopbackServer server = new LoopbackServer(ListenerTest::hello)) {
            String longLine = "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
            String longHeaders =
                    "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n";

            assertThat(ask(server.connect(), longLine))
                    .contains(" 414 ")
                    .endsWith("refused with 414");
            assertThat(ask(server.connect(), longHeaders))
                    .contains(" 431 ")
                    .endsWith("refused with 431");
            assertThat(ask(server.connect(), "no HTTP at all\r\n\r\n"))
                    .contains(" 400 ")
                    .endsWith("refused with 400");
        }
    }

    @Test
    void keepsABoundedPartOfABodyThatNobodyTakes() throws Exception {
        int size = 64 * 1024 * 1024;
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        AtomicReference<Runnable> resume = new AtomicReference<>();
        try (LoopbackServer server =
                        new LoopbackServer(
                                ListenSettings.plain("127.0.0.1", 0),
                                (loop, exchange) -> {
                                    seen.set(keep(exchange));
                                    exchange.pause();
                                    resume.set(() -> loop.execute(exchange::resume));
                                });
                SocketChannel client =
                        SocketChannel.open(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), server.port()))) {
            client.write(head("POST / HTTP/1.1", "Content-Length: " + size));
            client.configureBlocking(false);
            Eventually.passes(() -> assertThat(resume.get()).isNotNull());

            long sent = sendUntilNothingGoes(client, size);
            assertThat(sent).isLessThan(size / 2);
            assertThat(seen.get().received()).isZero();
            resume.get().run();

            client.configureBlocking(true);
            client.write(ByteBuffer.allocate(Math.toIntExact(size - sent)));
            Eventually.passes(() -> assertThat(seen.get().received()).isEqualTo(size));
        }
    }

    @Test
    void closesAConnectionWhoseNextRequestHeadDoesNotCome() throws Exception {
        EdgeLimits limits =
                new EdgeLimits(
                        10, 10, 8_192, 8_192, 10, Duration.ofMillis(100), Duration.ofSeconds(5));
        ListenSettings settings = new ListenSettings("127.0.0.1", 0, Optional.empty(), limits);
        try (LoopbackServer server = new LoopbackServer(settings, ListenerTest::hello);
                Socket socket = server.connect()) {
            String trickle = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT";

            assertThat(ask(socket, trickle)).startsWith("HTTP/1.1 200 ").endsWith("hello");
        }
    }

    @Test
    void closesAConnectionThatNeverSendsAWholeHead() throws Exception {
        EdgeLimits limits =
                new EdgeLimits(
                        10, 10, 8_192, 8_192, 10, Duration.ofMillis(100), Duration.ofSeconds(5));
        ListenSettings settings = new ListenSettings("127.0.0.1", 0, Optional.empty(), limits);
        try (LoopbackServer server = new LoopbackServer(settings, ListenerTest::hello);
                Socket silent = server.connect();
                Socket slow = server.connect()) {
            slow.getOutputStream().write("GET / HT".getBytes(UTF_8));

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutsOffAClientThatTakesNothingOfItsAnswer() throws Exception {
        EdgeLimits limits =
                new EdgeLimits(
                        10, 10, 8_192, 8_192, 10, Duration.ofSeconds(5), Duration.ofMillis(100));
        ListenSettings settings = new ListenSettings("127.0.0.1", 0, Optional.empty(), limits);
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        try (LoopbackServer server =
                        new LoopbackServer(
                                settings,
                                exchange -> {
                                    RecordedExchange recorded =
                                            new RecordedExchange(() -> {}, () -> fill(exchange));
                                    seen.set(recorded);
                                    exchange.listen(recorded);
                                    fill(exchange);
                                });
                Socket socket = server.connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));

            Eventually.passes(
                    () -> assertThat(seen.get()).isNotNull().matches(RecordedExchange::isGone));
        }
    }

    @Test
    void answersBeforeTheBodyHasComeAndThenCloses() throws Exception {
        try (LoopbackServer server = new LoopbackServer(ListenerTest::hello);
                Socket socket = server.connect()) {
            String answer =
                    ask(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123");

            assertThat(answer).contains("connection: close").endsWith("hello");
        }
    }

    @Test
    void drainsByFinishingWhatIsUnderWayAndTakingNoMore() throws Exception {
        AtomicReference<Runnable> answer = new AtomicReference<>();
        try (LoopbackServer server =
                        new LoopbackServer(
                                ListenSettings.plain("127.0.0.1", 0),
                                (loop, exchange) ->
                                        answer.set(() -> loop.execute(() -> hello(exchange))));
                Socket busy = server.connect();
                Socket idle = server.connect()) {
            busy.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            Eventually.passes(() -> assertThat(answer.get()).isNotNull());

            AtomicReference<Boolean> inTime = new AtomicReference<>();
            Thread drain =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            inTime.set(
                                                    server.listener()
                                                            .drain(Duration.ofSeconds(20))));
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            answer.get().run();

            assertThat(read(busy)).contains("connection: close").endsWith("hello");
            drain.join();
            assertThat(inTime.get()).isTrue();
            assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void drainsByWaitingForClientsThatHaveNotTakenTheirAnswers() throws Exception {
        byte[] large = new byte[LARGE];
        CountDownLatch answered = new CountDownLatch(1);
        try (LoopbackServer server =
                        new LoopbackServer(
                                exchange -> {
                                    exchange.end(large, 0, large.length);
                                    answered.countDown();
                                });
                Socket slow = server.connect();
                Socket idle = server.connect()) {
            slow.getOutputStream().write("GET / HTTP/1.0\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();

            FutureTask<Boolean> drained =
                    new FutureTask<>(() -> server.listener().drain(Duration.ofSeconds(20)));
            Thread.ofVirtual().start(drained);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);

            assertThat(slow.getInputStream().readAllBytes()).hasSizeGreaterThan(LARGE);
            assertThat(drained.get()).isTrue();
        }
    }

    private static void echo(Exchange exchange) {
        AtomicReference<RecordedExchange> self = new AtomicReference<>();
        RecordedExchange recorded =
                new RecordedExchange(
                        () -> {
                            byte[] reply =
                                    "%s %s %s"
                                            .formatted(
                                                    exchange.method(),
                                                    exchange.target(),
                                                    self.get().body())
                                            .getBytes(UTF_8);
                            exchange.end(reply, 0, reply.length);
                        });
        self.set(recorded);
        exchange.listen(recorded);
    }

    private static void fill(Exchange exchange) {
        while (!exchange.isFull()) {
            exchange.write(new byte[65_536], 0, 65_536);
        }
    }

    private static void hello(Exchange exchange) {
        exchange.status(200);
        exchange.end(HELLO, 0, HELLO.length);
    }

    private static RecordedExchange keep(Exchange exchange) {
        RecordedExchange recorded = new RecordedExchange(() -> {});
        exchange.listen(recorded);
        return recorded;
    }

    private static HttpResponse<String> post(HttpClient client, LoopbackServer server, String body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d/echo?q=%%20".formatted(server.port()));
        return client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static ByteBuffer head(String line, String... headers) {
        String text = line + "\r\nHost: a\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /// Sends until the other side has taken nothing for many looks in a row.
    private static long sendUntilNothingGoes(SocketChannel client, int size) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(64 * 1024);
        long sent = 0;
        int looks = 0;
        while (sent < size && looks < 100) {
            part.clear();
            int taken = client.write(part);
            sent += taken;
            looks = taken > 0 ? 0 : looks + 1;
            LockSupport.parkNanos(taken > 0 ? 0 : 1_000_000);
        }
        return sent;
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return read(socket);
    }

    private static String read(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
