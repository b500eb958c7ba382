package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Loaded;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.YamlLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileDirectoryTest {
    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {}
            """;

    @TempDir private Path parent;
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("definitions"));
        Files.writeString(directory.resolve("team.yaml"), TEAM);
    }

    @Test
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        Path huge = directory.resolve("huge.yaml");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 30); // takes no space on disk, but would in memory
        }

        assertThat(load())
                .containsExactly(
                        new Problem(
                                Location.of(huge),
                                ProblemCode.FILE_TOO_LARGE,
                                "larger than 1Mi bytes: split it"));
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        for (int i = 0; i < DefinitionFiles.MAX_FILES; i++) {
            Files.createFile(directory.resolve(i + ".yaml"));
        }

        assertThat(load()).extracting(Problem::code).containsExactly(ProblemCode.TOO_MANY);
    }

    @Test
    void refusesTooMuchInAll() throws IOException {
        for (int i = 0; i <= DefinitionFiles.MAX_BYTES / YamlLimits.MAX_FILE_BYTES; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(directory.resolve(i + ".yaml").toFile(), "rw")) {
                file.setLength(YamlLimits.MAX_FILE_BYTES + 1);
            }
        }

        assertThat(load())
                .contains(
                        new Problem(
                                Location.of(directory),
                                ProblemCode.TOO_MANY,
                                "more than 64Mi bytes of definitions"));
    }

    @Test
    void doesNotWalkThroughLinksThatLeadOutside() throws IOException {
        Path outside = Files.createDirectory(parent.resolve("outside"));
        Files.writeString(outside.resolve("team.yaml"), TEAM);
        Files.createSymbolicLink(directory.resolve("link"), outside);

        assertThat(load())
                .containsExactly(
                        new Problem(
                                Location.of(directory.resolve("link")),
                                ProblemCode.OUTSIDE,
                                "a symbolic link leads outside of " + directory));
    }

    @Test
    void saysThatAFileMayNotBeRead() {
        assertThat(DefinitionFiles.reason(new AccessDeniedException("team.yaml")))
                .isEqualTo("cannot be read: permission denied");
    }

    @Test
    void refusesTooManyFolders() throws IOException {
        Path folder = directory;
        for (int i = 0; i < DefinitionFiles.MAX_FOLDERS_DEEP + 1; i++) {
            folder = Files.createDirectory(folder.resolve("f"));
        }

        assertThat(load()).extracting(Problem::code).containsExactly(ProblemCode.TOO_DEEP);
    }

    @Test
    void refusesLinksThatLeadInACircle() throws IOException {
        Files.createSymbolicLink(directory.resolve("loop"), directory);

        assertThat(load())
                .containsExactly(
                        new Problem(
                                Location.of(directory.resolve("loop")),
                                ProblemCode.UNREADABLE,
                                "a symbolic link leads back to a folder above it"));
    }

    @Test
    void refusesLinksThatLeadNowhere() throws IOException {
        Files.createSymbolicLink(directory.resolve("gone.yaml"), directory.resolve("nowhere"));
        Files.createSymbolicLink(directory.resolve("self.yaml"), directory.resolve("self.yaml"));
        Files.createSymbolicLink(directory.resolve("gone.txt"), directory.resolve("nowhere"));

        assertThat(load())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.UNREADABLE, ProblemCode.UNREADABLE);
    }

    @Test
    void refusesFilesOutsideOfTheDirectory() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret.yaml"), "password: hunter2\n");
        Files.createSymbolicLink(directory.resolve("link.yaml"), secret);

        assertThat(load()).extracting(Problem::code).containsExactly(ProblemCode.OUTSIDE);
    }

    @Test
    void refusesNamedFilesThatLinksLeadOutside() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret.pem"), "hunter2\n");
        Files.createSymbolicLink(directory.resolve("ca.pem"), secret);
        Files.writeString(
                directory.resolve("service.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: item}
                spec:
                  owner: item-team
                  upstream: {protocol: http, addresses: ["a:1"], tls: {trust: ca.pem}}
                """);

        assertThat(load()).extracting(Problem::code).containsExactly(ProblemCode.OUTSIDE);
    }

    @Test
    void refusesWhatIsNoRegularFile() throws IOException {
        UnixDomainSocketAddress socket =
                UnixDomainSocketAddress.of(directory.resolve("socket.yaml"));
        try (ServerSocketChannel _ =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socket)) {
            assertThat(load()).extracting(Problem::code).containsExactly(ProblemCode.UNREADABLE);
        }
    }

    @Test
    void readsFilesTheWayKubernetesMountsThem() throws IOException {
        Path data = Files.createDirectory(directory.resolve("..2026_01_01"));
        Files.move(directory.resolve("team.yaml"), data.resolve("team.yaml"));
        Files.createSymbolicLink(directory.resolve("..data"), data);
        Files.createSymbolicLink(
                directory.resolve("team.yaml"), Path.of("..data").resolve("team.yaml"));

        assertThat(new DefinitionLoader().load(directory))
                .asInstanceOf(InstanceOfAssertFactories.type(Loaded.Accepted.class))
                .satisfies(accepted -> assertThat(accepted.definitions().teams()).hasSize(1));
    }

    @Test
    void saysWhenThereIsNoDirectory() {
        Path nowhere = parent.resolve("nowhere");

        assertThat(load(nowhere))
                .containsExactly(
                        new Problem(
                                Location.of(nowhere),
                                ProblemCode.NO_DEFINITIONS,
                                nowhere + " does not exist: name a directory of YAML files"));
    }

    @Test
    void saysWhenTheDirectoryIsAFile() {
        assertThat(load(directory.resolve("team.yaml")))
                .extracting(Problem::message)
                .containsExactly(
                        directory.resolve("team.yaml")
                                + " is not a directory: name a directory of YAML files");
    }

    private List<Problem> load() {
        return load(directory);
    }

    private static List<Problem> load(Path directory) {
        return ((Loaded.Rejected) new DefinitionLoader().load(directory)).problems();
    }
}
