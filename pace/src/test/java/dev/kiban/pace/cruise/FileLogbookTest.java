package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLogbookTest {
    @TempDir private Path folder;

    @Test
    void knowsAfterwardsWhatItWasTold() {
        Path file = folder.resolve("new/campaigns");
        Logbook.Entry done =
                new Logbook.Entry(3, Optional.of(Instant.parse("2026-11-22T09:00:00.25Z")));
        FileLogbook.open(file).keep(Map.of(7L, entry(5_000), 9L, done));

        FileLogbook again = FileLogbook.open(file);

        assertThat(again.entry(7)).isEqualTo(entry(5_000));
        assertThat(again.entry(9)).isEqualTo(done);
        assertThat(again.entry(8)).isEqualTo(Logbook.Entry.NONE);
    }

    @Test
    void forgetsCampaignsThatAreOver() {
        Path file = folder.resolve("campaigns");
        FileLogbook logbook = FileLogbook.open(file);
        logbook.keep(Map.of(7L, entry(5_000)));

        logbook.keep(Map.of());

        assertThat(FileLogbook.open(file).entry(7)).isEqualTo(Logbook.Entry.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7 many", "7 3 once", "7 3 2026-11-22T09:00:00Z more"})
    void readsNothingElse(String line) throws Exception {
        Path file = folder.resolve("campaigns");
        Files.writeString(file, line);

        assertThatIllegalArgumentException().isThrownBy(() -> FileLogbook.open(file));
    }

    private static Logbook.Entry entry(long started) {
        return new Logbook.Entry(started, Optional.empty());
    }
}
