package dev.kiban.runtime.lifecycle;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is only ever seen whole: as it was, or as it is to be.
public final class ReplacedFile {
    private static final String UNFINISHED = ".unfinished";

    private ReplacedFile() {}

    /// Puts this text in the place of what was there, or leaves that as it is. Folders are made
    /// where they are missing.
    ///
    /// @throws IOException if it cannot be written
    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// The same, with lines.
    ///
    /// @throws IOException if it cannot be written
    public static void write(Path file, Iterable<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        write(file, text.toString());
    }
}
