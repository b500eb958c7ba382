package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A value as it stands in a file, with its place.
public sealed interface Yaml {

    /// Where the value starts.
    Location at();

    /// Reads a value that the program itself holds, such as a default.
    ///
    /// @throws IllegalArgumentException if the text is not exactly one value
    static Yaml parse(String text) {
        Path file = Path.of("text");
        FileProblems problems = new FileProblems(file);
        YamlFile read = YamlReader.read(file, text.getBytes(StandardCharsets.UTF_8), problems);
        if (!problems.toList().isEmpty() || read.documents().size() != 1) {
            throw new IllegalArgumentException("%s: %s".formatted(text, problems.toList()));
        }
        return read.documents().getFirst();
    }

    /// Text, a number, a boolean or nothing; which one is what YAML 1.2's core schema says.
    ///
    /// @param text as written, without quotes
    record Scalar(ScalarType type, String text, Location at) implements Yaml {}

    /// A list.
    record Sequence(List<Yaml> items, Location at) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// Keys with values, in the order written, each key once.
    ///
    /// @param complete false if an entry was left out because it could not be understood
    record Mapping(List<Entry> entries, boolean complete, Location at) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /// The entry with the key.
        public Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }
    }

    /// One key of a mapping; `at` is the key's place.
    record Entry(String key, Location at, Yaml value) {}

    /// A value whose problem has been reported; readers pass over it in silence.
    record Broken(Location at) implements Yaml {}

    /// What a scalar is.
    enum ScalarType {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        NOTHING
    }
}
