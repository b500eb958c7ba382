package dev.kiban.gateway.reload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A directory of definitions: the shop that speaks gRPC, by its descriptor set.
public final class ShopDirectory {
    private final Path directory;

    public ShopDirectory(Path directory) {
        this.directory = directory;
    }

    /// One team, one service with one gRPC route.
    public ShopDirectory fill(int port) {
        write(
                "team.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: shop-team}
                spec: {displayName: Shop team, contacts: {chat: "#shop"}}
                """);
        write("shop.binpb", descriptors());
        writeService("shop.yaml", "shop.binpb", port);
        return this;
    }

    public void writeService(String file, String descriptorSet, int port) {
        write(
                file,
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: shop}
                spec:
                  owner: shop-team
                  tier: standard
                  description: A shop.
                  schema: {descriptorSet: %s}
                  upstream: {protocol: grpc, addresses: ["127.0.0.1:%d"]}
                  gateway:
                    routes:
                      - grpc: {service: kiban.test.Shop}
                        access: anyone
                """
                        .formatted(descriptorSet, port));
    }

    public void write(String file, String text) {
        write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public void write(String file, byte[] bytes) {
        try {
            Files.write(directory.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return directory;
    }

    public static byte[] descriptors() {
        try (InputStream in = ShopDirectory.class.getResourceAsStream("/shop.binpb")) {
            return Objects.requireNonNull(in, "shop.binpb").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
