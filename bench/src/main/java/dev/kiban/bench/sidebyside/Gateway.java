package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * `./kiban gateway` over one service, as anybody would run it: access log, metrics and trace
 * context on.
 */
final class Gateway {

    private Gateway() {}

    /** A gateway that serves, and where. */
    record Serving(Running process, int port, int adminPort) {}

    static Serving start(int upstream, Path directory) {
        return start(definition(List.of(upstream), "anyone"), Map.of(), directory);
    }

    static Serving start(String text, Map<String, String> environment, Path directory) {
        Path definitions = directory.resolve("definitions");
        try (InputStream descriptors = Gateway.class.getResourceAsStream("/bench.binpb")) {
            Files.createDirectories(definitions);
            Files.write(definitions.resolve("side_by_side.binpb"), descriptors.readAllBytes());
            Files.writeString(definitions.resolve("shop.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                List.of(
                        System.getProperty("launcher", "./kiban"),
                        "gateway",
                        definitions.toString(),
                        "--port",
                        "0",
                        "--admin-port",
                        "0");
        Running process = Running.start(command, environment, directory.resolve("gateway.out"));
        return new Serving(
                process, process.portAfter("gateway on "), process.portAfter("admin on "));
    }

    static String definition(List<Integer> upstreams, String access) {
        String addresses =
                upstreams.stream()
                        .map("\"127.0.0.1:%d\""::formatted)
                        .collect(Collectors.joining(", "));
        return """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: bench}
            spec: {displayName: Bench}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: shop}
            spec:
              owner: bench
              tier: experimental
              description: What both proxies carry.
              schema: {descriptorSet: side_by_side.binpb}
              upstream: {protocol: grpc, addresses: [%s]}
              gateway:
                routes:
                  - grpc: {service: dev.kiban.bench.Shop}
                    access: %s
            """
                .formatted(addresses, access);
    }
}
