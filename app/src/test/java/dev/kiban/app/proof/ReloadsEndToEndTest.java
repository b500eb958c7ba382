package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway under load whose definitions change.
final class ReloadsEndToEndTest {

    private static final int RELOADS = 100;
    private static final int CLIENTS = 4;
    private static final Messages MESSAGES = Messages.compiled();

    @TempDir private Path directory;

    private final RecordingBackend backend = new RecordingBackend();
    private GatewayProcess gateway;
    private AdminPort admin;

    @BeforeEach
    void start() {
        write("");
        gateway = GatewayProcess.start(directory);
        admin = new AdminPort(gateway.adminPort());
    }

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    @Test
    void aHundredReloadsGoLiveAndNoRequestFails() {
        try (SteadyLoad load =
                SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS)) {
            for (int reload = 1; reload <= RELOADS; reload++) {
                boolean printing = reload % 2 == 1;

                write(printing ? "defaults=print" : "");

                long generation = reload + 1L;
                Eventually.passes(() -> assertThat(admin.generation()).isEqualTo(generation));
                assertThat(getShelf().text())
                        .isEqualTo(printing ? "{\"id\":\"0\",\"theme\":\"\"}" : "{}");
            }
            load.awaitMore(10 * CLIENTS);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aBadChangeIsReportedAndChangesNothingUntilItIsMended() throws IOException {
        Path definition = directory.resolve("cases.yaml");
        String good = Files.readString(definition);
        try (SteadyLoad load =
                SteadyLoad.start(gateway.port(), Request.get("/shelves/1"), CLIENTS)) {
            load.awaitMore(CLIENTS);

            Files.writeString(definition, good.replace("upstream:", "upstraem:"));

            Eventually.passes(
                    () -> assertThat(admin.problems().get("accepted").getAsBoolean()).isFalse());
            JsonObject problem =
                    admin.problems().getAsJsonArray("problems").get(0).getAsJsonObject();
            assertThat(problem.get("file").getAsString()).endsWith("cases.yaml");
            assertThat(problem.get("message").getAsString())
                    .contains("upstraem")
                    .contains("did you mean 'upstream'?");
            assertThat(admin.generation()).isEqualTo(1);
            assertThat(admin.metric("kiban_gateway_reload_total{result=\"refused\"}")).isPositive();
            load.awaitMore(10 * CLIENTS);

            Files.writeString(definition, good);

            Eventually.passes(
                    () -> assertThat(admin.problems().get("accepted").getAsBoolean()).isTrue());
            assertThat(admin.isReady()).isTrue();
            load.awaitMore(10 * CLIENTS);
            assertThat(load.failures()).isEmpty();
        }
    }

    private Answer getShelf() {
        return HttpSocket.exchange(gateway.port(), Request.get("/shelves/1"));
    }

    private void write(String mode) {
        new GatewayDefinition(List.of("gwcases.v1.Library"), backend.port(), mode)
                .writeTo(directory, MESSAGES.descriptorSet());
    }
}
