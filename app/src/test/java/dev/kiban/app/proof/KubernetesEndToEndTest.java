package dev.kiban.app.proof;

import static dev.kiban.testkit.FakeKubernetes.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.FakeKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose backend is a service of Kubernetes, by a kubeconfig.
final class KubernetesEndToEndTest {
    private static final int CLIENTS = 8;
    private static final String LOCAL = "127.0.0.1";

    @TempDir private Path directory;

    @Test
    void followsPodsWithoutAFailedRequestAlsoWhenTheApiServerIsAway() throws IOException {
        try (FakeKubernetes cluster = new FakeKubernetes();
                BackendProcess one = BackendProcess.start();
                BackendProcess two = BackendProcess.start()) {
            cluster.put("item-one", slice("http", one.port(), LOCAL));
            try (GatewayProcess gateway = start(cluster);
                    SteadyLoad load =
                            SteadyLoad.start(gateway.port(), Request.get("/a"), CLIENTS)) {
                load.awaitMore(200);

                cluster.away(true);
                gateway.awaitOutput("Endpoints cannot be asked for");
                load.awaitMore(200);
                cluster.away(false);
                cluster.putAndForget("item-two", slice("http", two.port(), LOCAL));
                gateway.awaitOutput("count=2");
                cluster.remove("item-one");
                gateway.awaitOutput("value=[%s:%d]".formatted(LOCAL, two.port()));
                load.awaitMore(200);
                one.kill();
                load.awaitMore(500);

                assertThat(load.failures()).isEmpty();
            }
        }
    }

    private GatewayProcess start(FakeKubernetes cluster) throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Path config = Files.writeString(directory.resolve("config"), cluster.config());
        Files.writeString(
                definitions.resolve("shop.yaml"),
                """
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
                  description: Pods of a cluster.
                  upstream: {protocol: http, kubernetes: {service: item, namespace: shop, port: http}}
                  gateway:
                    routes:
                      - http: {prefix: /}
                        access: anyone
                """);
        return GatewayProcess.startWith(Map.of("KUBECONFIG", config.toString()), definitions);
    }
}
