package dev.kiban.app.proof;

import static dev.kiban.app.proof.RecordedCall.Ending.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kiban.app.proof.Script.Pace;
import dev.kiban.testkit.Http2Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that go away before their answer has come to its end: the upstream hears of it.
final class LeavingClientsEndToEndTest {

    private static final Messages MESSAGES = Messages.compiled();
    private static final ByteString BOOK = ByteString.copyFrom(new byte[] {8, 1});

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

    /// Whoever leaves is gone from the books of the gateway, too.
    @AfterEach
    void nothingIsUnderWay() {
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
    }

    @Test
    void cancelsAUnaryCallOverHttp1() {
        backend.play(Script.of(Pace.HELD));
        HttpSocket client = HttpSocket.connect(gateway.port());
        client.send(Request.get("/shelves/1").bytes());
        RecordedCall call = backend.awaitCall();

        client.close();

        call.assertEnded(CANCELLED);
    }

    @Test
    void cancelsAStreamOfRepliesOverHttp1() {
        backend.play(Script.of(Pace.HELD, BOOK));
        HttpSocket client = HttpSocket.connect(gateway.port());
        client.send(Request.get("/shelves/1/books").bytes());
        client.bodyUpTo("{\"id\":\"1\"}");
        RecordedCall call = backend.awaitCall();

        client.reset();

        call.assertEnded(CANCELLED);
    }

    @Test
    void cancelsAStreamOfRequestsOverHttp1() {
        backend.play(Script.of(Pace.HELD));
        HttpSocket client = HttpSocket.connect(gateway.port());
        client.send(
                """
                POST /rooms/r/lines:collect HTTP/1.1\r
                Host: a\r
                Content-Type: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                d\r
                {"text":"a"}
                \r
                """);
        RecordedCall call = backend.awaitCall();

        client.close();

        call.assertEnded(CANCELLED);
    }

    @Test
    void cancelsAStreamOfRepliesOverHttp2() {
        backend.play(Script.of(Pace.HELD, BOOK));
        try (Http2Socket client = Http2Socket.connect(gateway.port())) {
            assertThat(client.get("/shelves/1/books")).isTrue();
            assertThat(client.part()).startsWith("[");
            RecordedCall call = backend.awaitCall();

            client.cancel();

            call.assertEnded(CANCELLED);
        }
    }

    @Test
    void cancelsANativeCall() {
        backend.play(Script.of(Pace.HELD, BOOK));
        Request request =
                new Request("POST", "/gwcases.v1.Library/ListBooks", List.of(), ByteString.EMPTY);

        NativeCall.exchange(
                gateway.port(), request, call -> call.cancel("the client leaves", null));

        backend.awaitCall().assertEnded(CANCELLED);
    }
}
