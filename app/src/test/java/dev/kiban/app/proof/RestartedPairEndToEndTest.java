package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways that share nothing but definitions are restarted one after the other. New
/// connections go to those that are listed, in turn, as a Service of Kubernetes has it; kept ones
/// stay where they are.
final class RestartedPairEndToEndTest {
    private static final int CLIENTS = 16;
    private static final int ROUNDS = 2;
    private static final Messages MESSAGES = Messages.compiled();

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private final List<GatewayProcess> pair = new CopyOnWriteArrayList<>();
    private final List<Integer> listed = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    @BeforeEach
    void start() {
        new GatewayDefinition(MESSAGES.services(), backend.port(), "")
                .writeTo(directory, MESSAGES.descriptorSet());
        add();
        add();
    }

    @AfterEach
    void stop() {
        pair.forEach(GatewayProcess::close);
        backend.close();
    }

    @Test
    void noRequestFails() {
        try (SteadyLoad load = SteadyLoad.start(this::next, Request.get("/shelves/1"), CLIENTS)) {
            load.awaitMore(20 * CLIENTS);
            for (int round = 0; round < ROUNDS * 2; round++) {
                GatewayProcess oldest = pair.getFirst();
                listed.removeIf(port -> port == oldest.port());
                load.awaitMore(20 * CLIENTS);

                oldest.terminate();
                oldest.exitCode();
                pair.remove(oldest);
                add();

                load.awaitMore(20 * CLIENTS);
            }
            assertThat(load.failures()).isEmpty();
            assertThat(load.going()).isEqualTo(CLIENTS);
        }
    }

    private void add() {
        GatewayProcess gateway = GatewayProcess.start(directory);
        pair.add(gateway);
        listed.add(gateway.port());
    }

    private int next() {
        List<Integer> now = List.copyOf(listed);
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }
}
