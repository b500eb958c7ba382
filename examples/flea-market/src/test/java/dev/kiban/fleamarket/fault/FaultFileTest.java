package dev.kiban.fleamarket.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.fleamarket.fault.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:20:00Z");

    @TempDir private Path folder;
    private FaultFile file;

    @BeforeEach
    void name() {
        file = new FaultFile(folder.resolve("fault"));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(Kind kind) {
        Fault fault = new Fault(kind, 30, NOW.plusSeconds(1));

        file.write(fault);

        assertThat(file.read(NOW)).contains(fault);
        assertThat(file.read(NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void knowsNothingWithoutAFile() {
        file.write(new Fault(Kind.SLOW, 30, NOW.plusSeconds(1)));
        file.clear();
        file.clear();

        assertThat(file.read(NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "errors",
                "errors 30 until tomorrow",
                "fire 30 until 2026-11-22T03:21:00Z",
                "errors 99999 until 2026-11-22T03:21:00Z"
            })
    void understandsNothingElse(String text) throws IOException {
        Files.writeString(file.path(), text);

        assertThat(file.read(NOW)).isEmpty();
    }
}
