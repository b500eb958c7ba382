package dev.kiban.app.proof;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The definitions directory of a gateway under test: one team, one service with the cases'
/// descriptor set, one route for each of its gRPC services.
///
/// @param mode the options of the routes, in the words of the case files
record GatewayDefinition(List<String> services, int upstreamPort, String mode) {

    /// Small, so that a test can pass it quickly.
    static final int MAX_MESSAGE_BYTES = 256 * 1024;

    /// What a mode of the case files is in a definition.
    private static final Map<String, String> OPTIONS =
            Map.ofEntries(
                    Map.entry("unknown_query=reject", "unknownQuery: reject"),
                    Map.entry("unknown_query=ignore", "unknownQuery: ignore"),
                    Map.entry("unknown_json=reject", "unknownFields: reject"),
                    Map.entry("unknown_json=ignore", "unknownFields: ignore"),
                    Map.entry("auto_field_mask=on", "updateMask: fill"),
                    Map.entry("auto_field_mask=off", "updateMask: leave"),
                    Map.entry("field_names=proto", "fieldNames: proto"),
                    Map.entry("enums=number", "enums: number"),
                    Map.entry("defaults=print", "defaults: print"));

    /// Writes the files, the definition last and whole, so that a directory being watched is never
    /// seen half written.
    void writeTo(Path directory, byte[] descriptorSet) {
        try {
            Files.createDirectories(directory);
            if (Files.notExists(directory.resolve("cases.binpb"))) {
                Files.write(directory.resolve("cases.binpb"), descriptorSet);
            }
            Path unfinished = directory.resolve("cases.yaml.tmp");
            Files.writeString(unfinished, yaml());
            Files.move(unfinished, directory.resolve("cases.yaml"), ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String yaml() {
        return yaml(upstreamPort, services.stream().map(this::route).collect(Collectors.joining()));
    }

    /// A team, and a service with these routes.
    static String yaml(int upstreamPort, String routes) {
        return """
               apiVersion: kiban.dev/v1
               kind: Team
               metadata: {name: proof}
               spec: {displayName: Proof}
               ---
               apiVersion: kiban.dev/v1
               kind: Service
               metadata: {name: cases}
               spec:
                 owner: proof
                 tier: experimental
                 description: The service behind the gateway's cases.
                 schema: {descriptorSet: cases.binpb}
                 upstream: {protocol: grpc, addresses: ["127.0.0.1:%d"]}
                 gateway:
                   routes:
               """
                        .formatted(upstreamPort)
                + routes;
    }

    private String route(String service) {
        List<String> modes = mode.isEmpty() ? List.of() : List.of(mode.split(","));
        String json =
                modes.stream()
                        .filter(OPTIONS::containsKey)
                        .map(OPTIONS::get)
                        .collect(Collectors.joining(", "));
        String unannotated = modes.contains("auto_mapping=off") ? "hide" : "post";
        return """
                     - grpc: {service: %s, unannotated: %s}
                       access: anyone
                       json: {%s}
                       timeout: 10s
                       limits: {requestBytes: %d, responseBytes: %d, depth: 100}
               """
                .formatted(service, unannotated, json, MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
    }
}
