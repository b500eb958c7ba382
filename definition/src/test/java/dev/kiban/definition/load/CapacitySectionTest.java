package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacitySectionTest {
    @TempDir private Path directory;

    @Test
    void takesWhatIsUsualIfNothingIsSaid() throws IOException {
        assertThat(capacity("{}")).isEqualTo(Capacity.DEFAULT);
        assertThat(capacity("{limits: {}}").connections()).isEqualTo(ConnectionLimits.DEFAULT);
    }

    @Test
    void readsEveryLimitAndItsPlace() throws IOException {
        Capacity capacity =
                capacity(
                        "{limits: {headerBytes: 32Ki, connections: 5000, perAddress: 200, headerTimeout: 5s, idleTimeout: 2m, streams: 50, resets: 20, bufferBytes: 1Mi}, overload: {lag: 80ms}}");

        assertThat(capacity.connections())
                .isEqualTo(
                        new ConnectionLimits(
                                32 * 1024,
                                5_000,
                                Optional.of(200),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(2),
                                50,
                                20));
        assertThat(capacity.bufferBytes()).isEqualTo(1 << 20);
        assertThat(capacity.lag()).contains(Duration.ofMillis(80));
        assertThat(capacity.at().orElseThrow().line()).isEqualTo(4);
    }

    @Test
    void canTakeEverything() throws IOException {
        assertThat(capacity("{overload: serve}").lag()).isEmpty();
    }

    private Capacity capacity(String spec) throws IOException {
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "apiVersion: kiban.dev/v1\nkind: Gateway\nmetadata: {name: public}\nspec: "
                        + spec
                        + "\n");
        Loaded loaded = new DefinitionLoader().load(directory);
        assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
        Definitions definitions = ((Loaded.Accepted) loaded).definitions();
        return definitions.gateway().orElseThrow().capacity();
    }
}
