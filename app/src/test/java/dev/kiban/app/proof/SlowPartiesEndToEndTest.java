package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kiban.app.proof.Script.Pace;
import dev.kiban.testkit.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams without end whose receiver does not keep up: the sender has to wait, so that no memory
/// fills, and nobody else has to.
final class SlowPartiesEndToEndTest {

    private static final Messages MESSAGES = Messages.compiled();
    private static final int THEME_BYTES = 16 * 1024;

    /// The windows and socket buffers of two connections; the operating system takes most of it.
    private static final long MOST_BYTES_ON_THE_WAY = 32L * 1024 * 1024;

    private static final long MOST_MEMORY_GROWTH = 64L * 1024 * 1024;

    /// Unchanged for so many looks in a row is at rest.
    private static final int LOOKS = 100;

    private static final long PAUSE_NANOS = 5_000_000;

    @TempDir private static Path directory;

    private static RecordingBackend backend;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        backend = new RecordingBackend();
        new GatewayDefinition(MESSAGES.services(), backend.port(), "")
                .writeTo(directory, MESSAGES.descriptorSet());
        gateway = GatewayProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    @Test
    void aServiceWaitsForAClientThatDoesNotRead() {
        backend.play(Script.of(Pace.ENDLESS, book()));
        try (HttpSocket client = HttpSocket.connect(gateway.port())) {
            client.send(Request.get("/shelves/1/books").bytes());
            client.bodyUpTo("[");
            long memoryBefore = ProcessState.residentBytes(gateway.pid());
            RecordedCall call = backend.awaitCall();

            long sent = atRest(call::sent);

            assertThat(sent * THEME_BYTES).isLessThan(MOST_BYTES_ON_THE_WAY);
            assertThat(ProcessState.residentBytes(gateway.pid()) - memoryBefore)
                    .isLessThan(MOST_MEMORY_GROWTH);
            client.skip(sent * THEME_BYTES);
            client.skip(sent * THEME_BYTES);
            Eventually.passes(() -> assertThat(call.sent()).isGreaterThan(2 * sent));
        }
    }

    @Test
    void clientsThatDoNotReadHoldUpNobodyElse() {
        backend.play(Script.of(Pace.ENDLESS, book()));
        List<HttpSocket> sleepers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                HttpSocket sleeper = HttpSocket.connect(gateway.port());
                sleepers.add(sleeper);
                sleeper.send(Request.get("/shelves/1/books").bytes());
                sleeper.bodyUpTo("[");
            }
            List<RecordedCall> calls = backend.calls();
            atRest(() -> calls.stream().mapToLong(RecordedCall::sent).sum());
            backend.play(Script.DEFAULT);

            for (int i = 0; i < 20; i++) {
                Answer answer = HttpSocket.exchange(gateway.port(), Request.get("/shelves/1"));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            }
        } finally {
            sleepers.forEach(HttpSocket::close);
        }
    }

    @Test
    void aClientWaitsForAServiceThatDoesNotRead() {
        backend.play(Script.of(Pace.DEAF));
        try (HttpSocket client = HttpSocket.connect(gateway.port())) {
            AtomicLong sent = new AtomicLong();
            client.send(
                    """
                    POST /rooms/r/lines:collect HTTP/1.1\r
                    Host: a\r
                    Content-Type: application/x-ndjson\r
                    Transfer-Encoding: chunked\r
                    \r
                    """);
            long memoryBefore = ProcessState.residentBytes(gateway.pid());

            Thread.ofVirtual().start(() -> sendForEver(client, sent));

            backend.awaitCall();
            assertThat(atRest(sent::get)).isPositive().isLessThan(MOST_BYTES_ON_THE_WAY);
            assertThat(ProcessState.residentBytes(gateway.pid()) - memoryBefore)
                    .isLessThan(MOST_MEMORY_GROWTH);
        }
    }

    /// Until the connection is closed.
    private static void sendForEver(HttpSocket client, AtomicLong sent) {
        String line = "{\"text\":\"" + "x".repeat(THEME_BYTES) + "\"}\n";
        byte[] chunk =
                (Integer.toHexString(line.length()) + "\r\n" + line + "\r\n").getBytes(ISO_8859_1);
        while (client.isOpen()) {
            client.send(chunk);
            sent.addAndGet(chunk.length);
        }
    }

    /// The value once it has come to rest.
    private static long atRest(LongSupplier value) {
        long last = -1;
        for (int same = 0; same < LOOKS; same++) {
            long now = value.getAsLong();
            if (now != last) {
                last = now;
                same = 0;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return last;
    }

    private static ByteString book() {
        return MESSAGES.bookWithTitleOf(THEME_BYTES);
    }
}
