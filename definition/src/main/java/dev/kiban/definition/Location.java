package dev.kiban.definition;

import java.nio.file.Path;
import java.util.Comparator;

/// A place in a definition file, as an editor counts: the first line and the first column are 1.
/// Written `item.yaml:3:5`.
///
/// @param file the file, below the directory as the user named it
/// @param line 1 for the first line; 0 when the problem is the whole file
/// @param column 1 for the first character; 0 when the problem is the whole file
public record Location(Path file, int line, int column) implements Comparable<Location> {
    private static final Comparator<Location> ORDER =
            Comparator.comparing(Location::file)
                    .thenComparingInt(Location::line)
                    .thenComparingInt(Location::column);

    /// @throws IllegalArgumentException if line or column is negative
    public Location {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "line %d, column %d: must not be negative".formatted(line, column));
        }
    }

    /// The file as a whole.
    public static Location of(Path file) {
        return new Location(file, 0, 0);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line + ":" + column;
    }
}
