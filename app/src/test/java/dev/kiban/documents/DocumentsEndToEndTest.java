package dev.kiban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command that the documents show does what they say.
class DocumentsEndToEndTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("documents")
    void aReaderGetsWhatTheDocumentShows(String document) throws Exception {
        Story story = Story.of(Files.readString(PROJECT.resolve(document)));

        try (Stage stage = Stage.build(folder, PROJECT);
                Greeter _ = Greeter.start(stage.port(50051))) {
            stage.act(story);
        }
    }

    @Test
    void theDocumentsThatLeadByTheHandAreAmongThem() throws IOException {
        assertThat(documents()).contains("README.md", "docs/tutorial/your-own-service.md");
    }

    static List<String> documents() throws IOException {
        try (Stream<Path> top = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(DocumentsEndToEndTest::hasCommands)
                    .map(file -> PROJECT.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasCommands(Path document) {
        try {
            return Files.readString(document).contains("```console");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
