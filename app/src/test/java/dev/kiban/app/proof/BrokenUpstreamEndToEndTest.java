package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kiban.app.proof.Script.Pace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams that die in the middle of a stream, again and again.
final class BrokenUpstreamEndToEndTest {

    private static final int TIMES = 50;
    private static final int WARM_UP = 10;

    /// What a JVM may keep of the work that it has done: warm caches, pooled buffers.
    private static final long TOLERATED_OBJECTS = 20;

    private static final long TOLERATED_FILES = 4;
    private static final long TOLERATED_BYTES = 4 * 1024 * 1024;

    private static final Messages MESSAGES = Messages.compiled();

    /// A `Book` with `id: 1`.
    private static final ByteString BOOK = ByteString.copyFrom(new byte[] {8, 1});

    private static final Request BOOKS = Request.get("/shelves/1/books");

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private final CuttableLink link = new CuttableLink(backend.port());
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        new GatewayDefinition(MESSAGES.services(), link.port(), "")
                .writeTo(directory, MESSAGES.descriptorSet());
        gateway = GatewayProcess.start(directory);
        backend.play(Script.of(Pace.HELD, BOOK));
    }

    @AfterEach
    void stop() {
        gateway.close();
        link.close();
        backend.close();
    }

    @Test
    void everyClientHearsOfItAndNothingIsLeftBehind() {
        cutAll(WARM_UP);
        ProcessState before = state();
        assertThat(before.objects()).containsKey("dev.kiban.gateway.proxy.LoopGateway");

        cutAll(TIMES);

        ProcessState after = state();
        assertThat(after.openFiles()).isLessThanOrEqualTo(before.openFiles() + TOLERATED_FILES);
        assertThat(after.heapBytes()).isLessThanOrEqualTo(before.heapBytes() + TOLERATED_BYTES);
        assertThat(after.grownSince(before, TOLERATED_OBJECTS)).isEmpty();
    }

    private void cutAll(int times) {
        for (int i = 0; i < times; i++) {
            cutArray();
            cutLines();
            cutEvents();
            cutNative();
        }
    }

    /// The array stays open: no reader takes it for whole.
    private void cutArray() {
        Answer answer = cutAfterFirstMessage(BOOKS);

        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.text())
                .startsWith("[{\"id\":\"1\"}")
                .contains("{\"error\":{\"code\":14,")
                .doesNotEndWith("]");
    }

    private void cutLines() {
        Answer answer = cutAfterFirstMessage(BOOKS.with("accept", "application/x-ndjson"));

        List<String> lines = answer.text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("{\"id\":\"1\"}");
        assertThat(lines.getLast()).startsWith("{\"error\":{\"code\":14,");
    }

    private void cutEvents() {
        Answer answer = cutAfterFirstMessage(BOOKS.with("accept", "text/event-stream"));

        assertThat(answer.text())
                .startsWith("data: {\"id\":\"1\"}\n\n")
                .contains("event: error\n")
                .contains("\"code\":14,");
    }

    private void cutNative() {
        Request request =
                new Request("POST", "/gwcases.v1.Library/ListBooks", List.of(), ByteString.EMPTY);

        Answer answer = NativeCall.exchange(gateway.port(), request, _ -> link.cut());

        assertThat(answer.body()).isEqualTo(BOOK);
        assertThat(answer.header("grpc-status")).contains("14");
    }

    private Answer cutAfterFirstMessage(Request request) {
        try (HttpSocket connection = HttpSocket.connect(gateway.port())) {
            Answer answer =
                    connection
                            .send(request.bytes())
                            .answer(
                                    request.method(),
                                    body -> {
                                        if (!body.contains("error")) {
                                            link.cut();
                                        }
                                    });
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.whole()).as(answer.toString()).isTrue();
            return answer;
        }
    }

    private ProcessState state() {
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
        return ProcessState.of(gateway.pid());
    }
}
