package dev.kiban.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
    @TempDir private Path folder;

    @Test
    void makesTheFolderAndReplacesWhatWasThere() throws IOException {
        Path file = folder.resolve("a/b/orders");
        ReplacedFile.write(file, List.of("one", "two"));

        ReplacedFile.write(file, List.of("three"));

        assertThat(file).hasContent("three\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leavesWhatIsThereIfItCannotWrite() throws IOException {
        Path file = folder.resolve("orders");
        ReplacedFile.write(file, "as it was");
        Files.createDirectory(folder.resolve("orders.unfinished"));

        assertThatThrownBy(() -> ReplacedFile.write(file, "other")).isInstanceOf(IOException.class);

        assertThat(file).hasContent("as it was");
    }
}
