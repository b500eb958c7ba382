package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// The same value as JSON, for values of the program's own: it has no fractions.
    ///
    /// @throws IllegalArgumentException if something in it has no counterpart
    default Json toJson() {
        return switch (this) {
            case Mapping(var entries, _, _) -> {
                Map<String, Json> members = new LinkedHashMap<>();
                entries.forEach(entry -> members.put(entry.key(), entry.value().toJson()));
                yield Json.object(members);
            }
            case Sequence(var items, _) -> Json.array(items.stream().map(Yaml::toJson).toList());
            case Scalar(var type, var text, _) ->
                    switch (type) {
                        case TEXT -> Json.text(text);
                        case INTEGER -> Json.number(Long.parseLong(text));
                        case BOOLEAN -> Json.bool(Boolean.parseBoolean(text));
                        case NUMBER, NOTHING ->
                                throw new IllegalArgumentException("no JSON for " + text);
                    };
            case Broken(var at) -> throw new IllegalArgumentException("broken value at " + at);
        };
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
