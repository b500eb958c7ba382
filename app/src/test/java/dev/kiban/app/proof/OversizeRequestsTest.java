package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests of HTTP/1.1 that are larger than they may be, or never end, to a real gateway process:
/// each is refused, and nobody else feels it.
final class OversizeRequestsTest {
    private static final String POST = "POST /legacy/ok/a HTTP/1.1\r\nHost: a\r\n";
    private static final String GET = "GET /legacy/ok/a HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int HUGE = 100 * 1024;
    private static final int MANY_REQUESTS = 20_000;
    private static final int SLOW_CLIENTS = 300;
    private static final long MEMORY_SLACK_BYTES = 128L * 1024 * 1024;

    @TempDir private static Path directory;

    private static LegacyServer legacy;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        legacy = new LegacyServer();
        legacy.define(directory);
        gateway = GatewayProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
    }

    /// What is too large, and what the client is told.
    enum Oversize {
        HEADER(431, GET + "X: " + "y".repeat(HUGE) + "\r\n\r\n"),
        HEADERS(431, GET + "X: y\r\n".repeat(HUGE / 6) + "\r\n"),
        HEADER_WITHOUT_END(431, GET + "X: " + "y".repeat(HUGE)),
        NAME_WITHOUT_END(431, GET + "X".repeat(HUGE)),
        REQUEST_LINE(414, "GET /legacy/ok/" + "a".repeat(HUGE) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        METHOD_WITHOUT_END(414, "G".repeat(HUGE)),
        CHUNK_EXTENSION(400, CHUNKED + "1;" + "x".repeat(HUGE)),
        CHUNK_SIZE(400, CHUNKED + "0".repeat(HUGE)),
        TRAILERS(431, CHUNKED + "0\r\n" + "X: y\r\n".repeat(HUGE / 6)),
        BODY(413, POST + "Content-Length: 5000000\r\n\r\n"),
        BODY_IN_CHUNKS(413, CHUNKED + ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").repeat(5)),
        BODY_IN_ONE_CHUNK(413, CHUNKED + "fffffff\r\n" + "x".repeat(5 << 20));

        private final int status;
        private final String request;

        Oversize(int status, String request) {
            this.status = status;
            this.request = request;
        }
    }

    @ParameterizedTest
    @EnumSource(Oversize.class)
    void refusesWhatIsTooLargeAndCloses(Oversize oversize) {
        try (SteadyLoad others = SteadyLoad.start(gateway.port(), Request.get("/legacy/ok/b"), 2);
                HttpSocket client = HttpSocket.connect(gateway.port())) {
            others.awaitMore(2);

            Answer answer = client.send(oversize.request).answer();

            assertThat(answer.status()).isEqualTo(oversize.status);
            assertThat(client.closedByPeer()).isTrue();
            others.awaitMore(10);
            assertThat(others.failures()).isEmpty();
        }
    }

    /// The same on HTTP/2: refused by itself, and the connection goes on.
    @ParameterizedTest
    @CsvSource({"20000, 431", "30000, 0"})
    void refusesHeadsOfHttp2(int bytes, int status) {
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            FieldBlock fields = FieldBlock.get("/legacy/ok/a");
            for (int i = 0; i < bytes / 1_000; i++) {
                fields.with("x-" + i, "y".repeat(1_000));
            }
            client.send(headers(fields.bytes()));

            assertThat(client.next().map(FrameSocket.Frame::status).orElse(0)).isEqualTo(status);
        }
        assertThat(HttpSocket.exchange(gateway.port(), Request.get("/legacy/ok/c")).status())
                .isEqualTo(200);
    }

    private static byte[] headers(byte[] block) {
        int most = 16 * 1024;
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < block.length; from += most) {
            int to = Math.min(block.length, from + most);
            int flags =
                    (from == 0 ? FrameSocket.END_STREAM : 0)
                            | (to == block.length ? FrameSocket.END_HEADERS : 0);
            frames.add(
                    FrameSocket.frame(
                            from == 0 ? FrameSocket.HEADERS : FrameSocket.CONTINUATION,
                            flags,
                            1,
                            Arrays.copyOfRange(block, from, to)));
        }
        return FrameSocket.joined(frames.toArray(byte[][]::new));
    }

    /// Whoever asks and does not listen is read no further.
    @Test
    void readsNoMoreRequestsThanItCanAnswer() {
        long memoryBefore = ProcessState.residentBytes(gateway.pid());
        byte[] requests =
                FrameSocket.repeated(Request.get("/legacy/ok/pipelined").bytes(), MANY_REQUESTS);
        List<HttpSocket> deaf = new ArrayList<>();
        try (SteadyLoad others = SteadyLoad.start(gateway.port(), Request.get("/legacy/ok/b"), 2)) {
            for (int i = 0; i < 20; i++) {
                HttpSocket client = HttpSocket.connect(gateway.port());
                deaf.add(client);
                Thread.ofPlatform().daemon().start(() -> client.send(requests));
            }
            others.awaitMore(200);

            assertThat(others.failures()).isEmpty();
            assertThat(ProcessState.residentBytes(gateway.pid()))
                    .isLessThan(memoryBefore + MEMORY_SLACK_BYTES);
        } finally {
            deaf.forEach(HttpSocket::reset);
        }
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
    }

    /// Slow heads, and slow bodies, by the hundred.
    @ParameterizedTest
    @CsvSource({"head", "body"})
    void servesOthersWhileManyAreSlow(String part) {
        String begun = part.equals("head") ? GET + "X: " : POST + "Content-Length: 1000\r\n\r\n";
        List<HttpSocket> slow = new ArrayList<>();
        try (SteadyLoad others = SteadyLoad.start(gateway.port(), Request.get("/legacy/ok/b"), 2)) {
            long memoryBefore = ProcessState.residentBytes(gateway.pid());
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                slow.add(HttpSocket.connect(gateway.port()).send(begun));
            }
            for (int round = 0; round < 3; round++) {
                slow.forEach(client -> client.send("x"));
                others.awaitMore(50);
            }

            assertThat(others.failures()).isEmpty();
            assertThat(ProcessState.residentBytes(gateway.pid()))
                    .isLessThan(memoryBefore + MEMORY_SLACK_BYTES);
        } finally {
            slow.forEach(HttpSocket::close);
        }
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
    }
}
