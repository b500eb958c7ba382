package dev.kiban.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
    @TempDir private Path directory;

    @Test
    void takesWhatIsWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("golden.txt"), "one\ntwo\n");

        GoldenFile.check(file, "one\ntwo\n", false);
    }

    @Test
    void namesTheFirstLineThatDiffers() throws IOException {
        Path file = Files.writeString(directory.resolve("golden.txt"), "one\ntwo\n");

        assertThatThrownBy(() -> GoldenFile.check(file, "one\n2\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("differs in line 2", "expected: two", "but was:  2");
    }

    @Test
    void refusesWhatHasNoFileYet() {
        Path file = directory.resolve("golden.txt");

        assertThatThrownBy(() -> GoldenFile.check(file, "one\n", false))
                .isInstanceOf(AssertionError.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void writesWhatIsSaidWhenAsked() {
        Path file = directory.resolve("deeper/golden.txt");

        GoldenFile.check(file, "one\n", true);

        assertThat(file).hasContent("one\n");
    }
}
