package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.AddressRange;
import dev.kiban.runtime.http.ConnectionReport.Reason;
import dev.kiban.runtime.http.EdgeLimits.PerAddress;
import dev.kiban.testkit.Eventually;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a listener takes on its connections, by real sockets.
class ConnectionLimitsTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final String ASK = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofMinutes(10);

    /// More than sockets hold.
    private static final int LARGE = 32 << 20;

    private static final int READ_TIMEOUT_MILLIS = 20_000;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final Noting report = new Noting();
    private Transport transport;
    private Listener listener;

    /// What was said of connections.
    private static final class Noting implements ConnectionReport {
        private final List<Reason> closed = new CopyOnWriteArrayList<>();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void opened() {
            open.incrementAndGet();
        }

        @Override
        public void ended() {
            open.decrementAndGet();
        }

        @Override
        public void closed(Reason reason) {
            closed.add(reason);
        }
    }

    private record Hello() implements ExchangeHandler {
        @Override
        public void handle(Exchange exchange) {
            switch (exchange.target()) {
                case "/wait" -> {}
                case "/large" -> {
                    exchange.write(new byte[LARGE], 0, LARGE);
                    exchange.end();
                }
                default -> exchange.end(HELLO, 0, HELLO.length);
            }
        }

        @Override
        public RefusedRequest refuse(int status) {
            return new RefusedRequest("text/plain", "refused with " + status);
        }
    }

    @BeforeEach
    void listen() {
        transport = Transport.start(2);
        listener =
                transport.listen(
                        ListenSettings.plain("127.0.0.1", 0)
                                .within(limits(100, PerAddress.ANY, NEVER, NEVER)),
                        report,
                        _ -> new Hello());
    }

    @AfterEach
    void stop() {
        listener.close();
        transport.close();
    }

    @Test
    void closesOneConnectionTooManyAtOnce() throws Exception {
        listener.limit(limits(2, PerAddress.ANY, NEVER, NEVER));
        Socket second = connect();
        try (Socket first = connect();
                Socket third = connect()) {
            assertThat(hasEnded(third)).isTrue();
            assertThat(report.closed).containsExactly(Reason.CONNECTIONS);
            assertThat(ask(first)).contains("hello");

            second.close();

            Eventually.passes(() -> assertThat(report.open).hasValue(1));
            try (Socket fourth = connect()) {
                assertThat(ask(fourth)).contains("hello");
            }
        }
    }

    @Test
    void countsTheConnectionsOfEachAddress() throws Exception {
        listener.limit(limits(100, new PerAddress(1, List.of()), NEVER, NEVER));
        try (Socket one = connect();
                Socket same = connect();
                Socket other = connectFrom("127.0.0.2")) {
            assertThat(hasEnded(same)).isTrue();
            assertThat(ask(one)).contains("hello");
            assertThat(ask(other)).contains("hello");
            assertThat(report.closed).containsExactly(Reason.ADDRESS);
        }
    }

    @Test
    void knowsOfConnectionsThatWereThereBeforeTheLimit() throws Exception {
        try (Socket before = connect()) {
            assertThat(ask(before)).contains("hello");

            listener.limit(limits(100, new PerAddress(1, List.of()), NEVER, NEVER));

            try (Socket after = connect()) {
                assertThat(hasEnded(after)).isTrue();
            }
            assertThat(ask(before)).contains("hello");
        }
    }

    @Test
    void letsProxiesBringAsManyAsTheyLike() throws Exception {
        List<AddressRange> proxies = List.of(AddressRange.parse("127.0.0.2/32").orElseThrow());
        listener.limit(limits(100, new PerAddress(1, proxies), NEVER, NEVER));
        try (Socket one = connectFrom("127.0.0.2");
                Socket two = connectFrom("127.0.0.2")) {
            assertThat(ask(one)).contains("hello");
            assertThat(ask(two)).contains("hello");
            assertThat(report.closed).isEmpty();
        }
    }

    @Test
    void closesConnectionsOnWhichAHeadTakesTooLongAndNoOther() throws Exception {
        try (Socket silent = connect();
                Socket slow = connect();
                Socket slowLater = connect();
                Socket idle = connect();
                Socket busy = connect()) {
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(UTF_8));
            assertThat(ask(slowLater)).contains("hello");
            assertThat(ask(idle)).contains("hello");
            slowLater.getOutputStream().write("GET / HT".getBytes(UTF_8));
            busy.getOutputStream().write("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));

            listener.limit(limits(100, PerAddress.ANY, SOON, NEVER));

            assertThat(hasEnded(silent)).isTrue();
            assertThat(hasEnded(slow)).isTrue();
            assertThat(hasEnded(slowLater)).isTrue();
            assertThat(report.closed).containsExactly(Reason.HEAD, Reason.HEAD, Reason.HEAD);
            assertThat(ask(idle)).contains("hello");
            Eventually.passes(() -> assertThat(report.open).hasValue(2));
        }
    }

    @Test
    void closesConnectionsWithoutRequests() throws Exception {
        try (Socket idle = connect();
                Socket busy = connect()) {
            assertThat(ask(idle)).contains("hello");
            busy.getOutputStream().write("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));

            listener.limit(limits(100, PerAddress.ANY, NEVER, SOON));

            assertThat(hasEnded(idle)).isTrue();
            assertThat(report.closed).containsExactly(Reason.IDLE);
            Eventually.passes(() -> assertThat(report.open).hasValue(1));
        }
    }

    @Test
    void closesAConnectionWhoseClientTakesNothingOfAnAnswerThatHasEnded() throws Exception {
        listener.limit(
                new EdgeLimits(100, PerAddress.ANY, 100, 8_192, 8_192, 10, NEVER, NEVER, SOON));
        try (Socket client = connect()) {
            client.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            assertThat(client.getInputStream().read()).isPositive();

            Eventually.passes(() -> assertThat(report.open).hasValue(0));
        }
    }

    @Test
    void takesHeadersOfAnotherSizeOnNewConnections() throws Exception {
        String large = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";
        EdgeLimits more = limits(100, PerAddress.ANY, NEVER, NEVER);
        try (Socket before = connect();
                Socket http2 = connect()) {
            assertThat(ask(before)).contains("hello");
            Http2Peer.connect(http2).next(Http2Peer.SETTINGS);
            listener.limit(
                    new EdgeLimits(
                            100, more.perAddress(), 100, 8_192, 64 * 1024, 5, NEVER, NEVER, NEVER));

            try (Socket after = connect()) {
                assertThat(ask(after, large)).contains(" 200 ");
                assertThat(ask(before, large)).contains(" 431 ");
            }
        }
    }

    @Test
    void refusesHeadersThatAreTooLargeOnHttp2() throws Exception {
        try (Http2Peer client = Http2Peer.connect(connect())) {
            client.next(Http2Peer.SETTINGS);
            client.frame(Http2Peer.SETTINGS, Http2Peer.ACK, 0);
            int flags = Http2Peer.END_HEADERS | Http2Peer.END_STREAM;
            String half = "a".repeat(4_500);
            client.frame(Http2Peer.HEADERS, flags, 1, Http2Peer.get("/", half, half));
            String answer =
                    new String(client.next(Http2Peer.HEADERS).payload(), UTF_8); // not Huffman

            assertThat(answer).contains("431");
            client.frame(Http2Peer.HEADERS, flags, 3, Http2Peer.get("/"));
            assertThat(client.next(Http2Peer.DATA).payload()).isEqualTo(HELLO);
        }
    }

    @Test
    void closesAConnectionWhoseClientTakesTooManyRequestsBack() throws Exception {
        try (Http2Peer client = Http2Peer.connect(connect())) {
            int stream = 1;
            for (int i = 0; i < 11; i++) {
                client.frame(
                        Http2Peer.HEADERS,
                        Http2Peer.END_HEADERS | Http2Peer.END_STREAM,
                        stream,
                        Http2Peer.get("/wait"));
                client.number(Http2Peer.RST_STREAM, stream, 8);
                stream += 2;
            }

            byte[] goAway = client.next(Http2Peer.GOAWAY).payload();
            assertThat(goAway[7]).isEqualTo((byte) ENHANCE_YOUR_CALM);
            Eventually.passes(() -> assertThat(report.closed).containsExactly(Reason.RESETS));
        }
    }

    @Test
    void refusesRequestsOfAClientThatDoesNotHeedTheNumberOfStreams() throws Exception {
        listener.limit(
                new EdgeLimits(100, PerAddress.ANY, 2, 8_192, 8_192, 5, NEVER, NEVER, NEVER));
        try (Http2Peer client = Http2Peer.connect(connect())) {
            for (int stream = 1; stream <= 5; stream += 2) {
                client.frame(
                        Http2Peer.HEADERS,
                        Http2Peer.END_HEADERS | Http2Peer.END_STREAM,
                        stream,
                        Http2Peer.get("/wait"));
            }
            Http2Peer.Frame refused = client.next(Http2Peer.RST_STREAM);

            assertThat(refused.stream()).isEqualTo(5);
            assertThat(refused.number()).isEqualTo(REFUSED_STREAM);
        }
    }

    private static EdgeLimits limits(
            int connections, PerAddress perAddress, Duration head, Duration idle) {
        return new EdgeLimits(connections, perAddress, 100, 8_192, 8_192, 10, head, idle, NEVER);
    }

    private Socket connect() throws IOException {
        return connectFrom("127.0.0.1");
    }

    private Socket connectFrom(String address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        return ask(socket, ASK);
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        byte[] buffer = new byte[4_096];
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("hello") < 0 && answer.indexOf("refused") < 0) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                throw new EOFException(answer.toString());
            }
            answer.append(new String(buffer, 0, read, UTF_8));
        }
        return answer.toString();
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true; // reset
        }
    }
}
