package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the files that definitions name, relative to the file that is being read. Reports why
/// there is none.
public interface RelativePaths {

    /// Whatever is named exists: for values that stand in no directory.
    RelativePaths ANY =
            new RelativePaths() {
                @Override
                public Path home() {
                    return Path.of("");
                }

                @Override
                public Optional<Path> file(String text, Location at, Reading reading) {
                    return Optional.of(Path.of(text));
                }

                @Override
                public Optional<Path> folder(String text, Location at, Reading reading) {
                    return Optional.of(Path.of(text));
                }
            };

    /// The folder of the file that is being read.
    Path home();

    /// The file that the text names.
    Optional<Path> file(String text, Location at, Reading reading);

    /// The folder that the text names.
    Optional<Path> folder(String text, Location at, Reading reading);
}
