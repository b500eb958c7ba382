package dev.kiban.fleamarket.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/// The file that says what is wrong now.
public record FaultFile(Path path) {

    /// What is wrong at a time; nothing if there is no file, or it cannot be understood.
    public Optional<Fault> read(Instant now) {
        try {
            return Fault.parse(Files.readString(path)).filter(fault -> now.isBefore(fault.until()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// At once: nobody reads half of it.
    public void write(Fault fault) {
        try {
            Path draft = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(draft, fault.text());
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void clear() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
