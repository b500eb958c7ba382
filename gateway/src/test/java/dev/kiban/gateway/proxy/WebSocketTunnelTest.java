package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.WebSockets;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes through once a backend has agreed, byte by byte.
class WebSocketTunnelTest {
    private static final String ASKING =
            """
            GET /chat HTTP/1.1\r
            Host: a\r
            Connection: keep-alive, Upgrade\r
            Upgrade: WebSocket\r
            Sec-WebSocket-Key: a\r
            \r
            """;
    private static final String AGREEING =
            """
            HTTP/1.1 101 Switching Protocols\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Accept: b\r
            \r
            """;
    private static final int PATIENCE_MILLIS = 20_000;

    /// What sockets and queues of two connections take at most.
    private static final long MOST_ON_THE_WAY = 48L * 1024 * 1024;

    private static final int LOOKS = 100;
    private static final long PAUSE_NANOS = 5_000_000;

    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private ServerSocket backend;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
        HttpRoute plain = prefix("/", "/");
        HttpRoute route =
                new HttpRoute(
                        plain.prefix(),
                        plain.upstreamPrefix(),
                        List.of(),
                        plain.terms(),
                        plain.at(),
                        Optional.of(new WebSockets(Duration.ofMinutes(5), 10)));
        gateway = new TestGateway(http("chat", route, backend.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        backend.close();
    }

    @Test
    void passesOnWhatComesTogetherWithTheHeads() throws Exception {
        try (Socket client = gateway.connect(ASKING + "early from the client");
                Socket server = next()) {
            String asked = head(server);
            assertThat(asked)
                    .startsWith("GET /chat HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nsec-websocket-key: a\r\n")
                    .doesNotContainIgnoringCase("transfer-encoding");

            server.getOutputStream().write((AGREEING + "early from the server").getBytes(US_ASCII));

            assertThat(head(client))
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nsec-websocket-accept: b\r\n")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .doesNotContainIgnoringCase("content-length");
            assertThat(read(client, 21)).isEqualTo("early from the server");
            assertThat(read(server, 21)).isEqualTo("early from the client");
        }
        ServedRequest served = gateway.firstServed();
        assertThat(served.answer().status()).isEqualTo(101);
        assertThat(served.answer().requestBytes()).isEqualTo(21);
        assertThat(served.answer().responseBytes()).isEqualTo(21);
        assertThat(served.answer().fault()).isEmpty();
    }

    @Test
    void isNoRequestWhateverGoesThrough() throws Exception {
        try (Socket client = gateway.connect(ASKING);
                Socket server = agree(client)) {
            String request = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n";
            client.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(read(server, request.length())).isEqualTo(request);

            String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            server.getOutputStream().write(answer.getBytes(US_ASCII));
            assertThat(read(client, answer.length())).isEqualTo(answer);
        }
        assertThat(gateway.served(1)).hasSize(1);
        assertThat(accepted).isEmpty();
    }

    @Test
    void endsBothSidesWhenOneEnds() throws Exception {
        Socket leaving = gateway.connect(ASKING);
        try (Socket server = agree(leaving)) {
            leaving.close();
            assertThat(server.getInputStream().read()).isNegative();
        }
        try (Socket client = gateway.connect(ASKING)) {
            Socket server = agree(client);
            server.getOutputStream().write("last".getBytes(US_ASCII));
            server.close();
            assertThat(read(client, 4)).isEqualTo("last");
            assertThat(client.getInputStream().read()).isNegative();
        }
        gateway.served(2);
    }

    @Test
    void makesEachSideWaitForTheOther() throws Exception {
        try (Socket client = gateway.connect(ASKING);
                Socket _ = agree(client)) {
            assertThat(restingPlace(client)).isLessThan(MOST_ON_THE_WAY);
        }
        try (Socket client = gateway.connect(ASKING);
                Socket server = agree(client)) {
            assertThat(restingPlace(server)).isLessThan(MOST_ON_THE_WAY);
            client.getInputStream().skipNBytes(MOST_ON_THE_WAY);
        }
    }

    @Test
    void isCutWhenADrainHasWaitedLongEnough() throws Exception {
        try (Socket client = gateway.connect(ASKING);
                Socket server = agree(client)) {
            AtomicBoolean ended = new AtomicBoolean();
            Thread drain =
                    Thread.ofPlatform()
                            .start(() -> ended.set(gateway.gateway().drain(Duration.ofSeconds(1))));
            client.getOutputStream().write("still open".getBytes(US_ASCII));
            assertThat(read(server, 10)).isEqualTo("still open");

            assertThat(client.getInputStream().read()).isNegative();
            assertThat(server.getInputStream().read()).isNegative();
            drain.join();
            assertThat(ended).isFalse();
        }
    }

    @Test
    void isAnAnswerIfTheBackendDoesNotAgree() throws Exception {
        try (Socket client = gateway.connect(ASKING);
                Socket server = next()) {
            head(server);
            server.getOutputStream()
                    .write("HTTP/1.1 426 Other\r\nContent-Length: 2\r\n\r\nno".getBytes(US_ASCII));

            assertThat(head(client)).startsWith("HTTP/1.1 426 ");
            assertThat(read(client, 2)).isEqualTo("no");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = backend.accept();
                socket.setSoTimeout(PATIENCE_MILLIS);
                accepted.add(socket);
            }
        } catch (SocketException _) {
            // It is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket next() throws InterruptedException {
        Socket socket = accepted.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (socket == null) {
            throw new AssertionError("the backend was not called");
        }
        return socket;
    }

    private Socket agree(Socket client) throws Exception {
        Socket server = next();
        head(server);
        server.getOutputStream().write(AGREEING.getBytes(US_ASCII));
        assertThat(head(client)).startsWith("HTTP/1.1 101 ");
        return server;
    }

    /// How much can be sent until nothing more goes out, as nobody reads it.
    private static long restingPlace(Socket sender) {
        AtomicLong sent = new AtomicLong();
        Thread.ofPlatform().daemon().start(() -> sendForEver(sender, sent));
        Eventually.passes(() -> assertThat(sent).hasPositiveValue());
        long last = -1;
        for (int same = 0; same < LOOKS; same++) {
            long now = sent.get();
            if (now != last) {
                last = now;
                same = 0;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return last;
    }

    private static void sendForEver(Socket sender, AtomicLong sent) {
        byte[] part = new byte[64 * 1024];
        try {
            while (!sender.isClosed()) {
                sender.getOutputStream().write(part);
                sent.addAndGet(part.length);
            }
        } catch (IOException _) {
            // It is over.
        }
    }

    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }
}
