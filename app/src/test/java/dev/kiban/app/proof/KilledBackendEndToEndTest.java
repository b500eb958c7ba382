package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of three backends is killed while requests are under way.
final class KilledBackendEndToEndTest {
    private static final int CLIENTS = 16;

    @TempDir private Path directory;

    @Test
    void aKilledBackendCostsNextToNoRequestAndThenNone() throws IOException {
        try (BackendProcess one = BackendProcess.start();
                BackendProcess two = BackendProcess.start();
                BackendProcess three = BackendProcess.start()) {
            Files.writeString(directory.resolve("shop.yaml"), yaml(one, two, three));
            try (GatewayProcess gateway = GatewayProcess.start(directory);
                    SteadyLoad load =
                            SteadyLoad.start(gateway.port(), Request.get("/a"), CLIENTS)) {
                load.awaitMore(1_000);

                two.kill();

                load.awaitMore(2_000);
                int failed = load.failures().size();
                assertThat(failed).isLessThanOrEqualTo((int) load.succeeded() / 1_000);
                load.awaitMore(2_000);
                assertThat(load.failures()).hasSize(failed);
            }
        }
    }

    private static String yaml(BackendProcess one, BackendProcess two, BackendProcess three) {
        return """
        apiVersion: kiban.dev/v1
        kind: Team
        metadata: {name: proof}
        spec: {displayName: Proof}
        ---
        apiVersion: kiban.dev/v1
        kind: Service
        metadata: {name: shop}
        spec:
          owner: proof
          tier: experimental
          description: Three processes that do the same.
          upstream:
            protocol: http
            addresses: ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
          gateway:
            routes:
              - http: {prefix: /}
                access: anyone
                retries: {attempts: 3}
        """
                .formatted(one.port(), two.port(), three.port());
    }
}
