package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import dev.kiban.app.proof.Script.Pace;
import dev.kiban.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that is told to end while requests are under way.
final class DrainEndToEndTest {

    /// What a shell reports of a program that SIGTERM has ended.
    private static final int TERMINATED = 128 + 15;

    private static final int CLIENTS = 16;
    private static final Messages MESSAGES = Messages.compiled();

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        new GatewayDefinition(MESSAGES.services(), backend.port(), "")
                .writeTo(directory, MESSAGES.descriptorSet());
        gateway = GatewayProcess.start(directory);
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    @Test
    void answersEveryRequestThatItHasTakenAndThenEnds() {
        try (SteadyLoad load =
                SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS)) {
            load.awaitMore(20 * CLIENTS);
            load.expectEnd();

            gateway.terminate();

            load.awaitEnd();
            assertThat(load.failures()).isEmpty();
        }
        assertThat(gateway.exitCode()).isEqualTo(TERMINATED);
        List<String> requests = gateway.accessLog();
        assertThat(requests).hasSizeGreaterThan(20 * CLIENTS);
        assertThat(requests.stream().filter(line -> !line.contains("\"status\":200,"))).isEmpty();
    }

    @Test
    void isNotReadyAnyMoreWhileTheLastRequestsEnd() {
        AdminPort admin = new AdminPort(gateway.adminPort());
        backend.play(slow());
        assertThat(admin.isReady()).isTrue();
        try (HttpSocket client = HttpSocket.connect(gateway.port())) {
            client.send(Request.get("/shelves/1").bytes());
            backend.awaitCall();

            gateway.terminate();

            Eventually.passes(() -> assertThat(admin.isReady()).isFalse());
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.closedByPeer()).isTrue();
        }
        assertThat(gateway.exitCode()).isEqualTo(TERMINATED);
    }

    private static Script slow() {
        return new Script(
                List.of(ByteString.EMPTY),
                false,
                Status.getDefaultInstance(),
                Duration.ofSeconds(2),
                List.of(),
                List.of(),
                false,
                Pace.AT_ONCE);
    }
}
