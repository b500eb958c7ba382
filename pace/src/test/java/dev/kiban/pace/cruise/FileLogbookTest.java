package dev.kiban.pace.cruise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogbookTest {
    @TempDir private Path folder;

    @Test
    void knowsAfterwardsWhatItWasTold() {
        Path file = folder.resolve("new/campaigns");
        FileLogbook.open(file).keep(Map.of(7L, 5_000L, 9L, 3L));

        FileLogbook again = FileLogbook.open(file);

        assertThat(again.started(7)).isEqualTo(5_000);
        assertThat(again.started(9)).isEqualTo(3);
        assertThat(again.started(8)).isZero();
    }

    @Test
    void forgetsCampaignsThatAreOver() {
        Path file = folder.resolve("campaigns");
        FileLogbook logbook = FileLogbook.open(file);
        logbook.keep(Map.of(7L, 5_000L));

        logbook.keep(Map.of());

        assertThat(FileLogbook.open(file).started(7)).isZero();
    }

    @Test
    void readsNothingElse() throws Exception {
        Path file = folder.resolve("campaigns");
        Files.writeString(file, "7 many");

        assertThatIllegalArgumentException().isThrownBy(() -> FileLogbook.open(file));
    }
}
