package dev.kiban.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void oneFile() throws IOException {
        file = Files.writeString(directory.resolve("a.yaml"), "one");
    }

    @Test
    void isQuietWhileNothingChanges() {
        FileWatch watch = watch(directory);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void reportsAChangeOnceWhenItHasComeToRest() throws IOException {
        FileWatch watch = watch(directory);

        Files.writeString(file, "longer");
        assertThat(watch.changed()).isFalse();
        Files.writeString(file, "longer still");
        assertThat(watch.changed()).isFalse();

        assertThat(watch.changed()).isTrue();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void reportsWhatNeverRestsInTheEnd() throws IOException {
        FileWatch watch = watch(directory);

        int looks = 0;
        do {
            Files.writeString(file, "x".repeat(++looks));
        } while (!watch.changed());

        assertThat(looks).isEqualTo(FileWatch.MAX_UNREST);
    }

    @Test
    void forgetsAChangeThatWasTakenBack() throws IOException {
        FileWatch watch = watch(directory);

        Path passing = Files.writeString(directory.resolve("b.yaml"), "two");
        watch.changed();
        Files.delete(passing);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void seesAFileRenamedOverAnother() throws IOException {
        FileWatch watch = watch(directory);

        Path other = Files.writeString(directory.resolve("a.tmp"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(
                other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void seesFilesThatComeAndGoInFolders() throws IOException {
        FileWatch watch = watch(directory);

        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path nested = Files.writeString(folder.resolve("b.yml"), "two");
        assertThat(atRest(watch)).isTrue();

        Files.delete(nested);
        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void seesAConfigMapSwappedByItsLink() throws IOException {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        Path first = Files.createDirectory(mount.resolve("..2026_01"));
        Path second = Files.createDirectory(mount.resolve("..2026_02"));
        Files.writeString(first.resolve("c.yaml"), "same");
        Files.copy(
                first.resolve("c.yaml"),
                second.resolve("c.yaml"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Path data = Files.createSymbolicLink(mount.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(mount.resolve("c.yaml"), Path.of("..data", "c.yaml"));
        FileWatch watch = watch(mount);

        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), second.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void seesADirectoryThatIsItselfALinkSwapped() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.writeString(second.resolve("c.yaml"), "new");
        Path link = Files.createSymbolicLink(directory.resolve("current"), first);
        FileWatch watch = watch(link);

        Path next = Files.createSymbolicLink(directory.resolve("next"), second);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void ignoresOtherFilesAndHiddenFolders() throws IOException {
        FileWatch watch = watch(directory);

        Files.writeString(directory.resolve("README.md"), "two");
        Files.writeString(directory.resolve(".hidden.yaml"), "two");
        Path git = Files.createDirectory(directory.resolve(".git"));
        Files.writeString(git.resolve("b.yaml"), "two");

        assertThat(atRest(watch)).isFalse();
    }

    @Test
    void watchesOtherFilesThatItIsTold() throws IOException {
        Path schema = directory.resolve("item.binpb");
        FileWatch watch = watch(directory);
        watch.lookAt(FileWatch.named("yaml"), Set.of(schema));
        assertThat(atRest(watch)).as("newly watched").isTrue();

        Files.writeString(schema, "bytes");
        assertThat(atRest(watch)).as("created").isTrue();

        Files.writeString(schema, "more bytes");
        assertThat(atRest(watch)).as("changed").isTrue();
    }

    @Test
    void looksAtMoreOfTheDirectoryWhenTold() throws IOException {
        FileWatch watch = watch(directory);
        watch.lookAt(file -> true, Set.of());

        Files.writeString(directory.resolve("item.whatever"), "bytes");

        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void outlivesADirectoryThatGoesAway() throws IOException {
        FileWatch watch = watch(directory.resolve("none"));
        assertThat(atRest(watch)).isFalse();

        Files.createDirectory(directory.resolve("none"));
        assertThat(atRest(watch)).isTrue();

        Files.delete(directory.resolve("none"));
        assertThat(atRest(watch)).isTrue();
    }

    @Test
    void survivesALinkThatLeadsInACircle() throws IOException {
        Files.createSymbolicLink(directory.resolve("circle"), directory);
        FileWatch watch = watch(directory);

        assertThat(atRest(watch)).isFalse();
        Files.writeString(file, "changed");

        assertThat(atRest(watch)).isTrue();
    }

    private static FileWatch watch(Path directory) {
        return new FileWatch(directory, FileWatch.named("yaml", "yml"));
    }

    private static boolean atRest(FileWatch watch) {
        boolean first = watch.changed();
        return watch.changed() || first;
    }
}
