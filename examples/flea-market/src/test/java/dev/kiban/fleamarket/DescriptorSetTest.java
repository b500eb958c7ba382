package dev.kiban.fleamarket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorSetTest {

    /// It is kept in git so that `kiban check` needs no build.
    @Test
    void theDescriptorSetBesideTheDefinitionsIsTheOneThatTheProtosMake() throws IOException {
        byte[] kept = Files.readAllBytes(Path.of("item.binpb"));
        byte[] built = Files.readAllBytes(Path.of("target/item.binpb"));

        assertThat(kept)
                .as("protos/ has changed: cp target/item.binpb item.binpb")
                .isEqualTo(built);
    }
}
