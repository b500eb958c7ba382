package dev.kiban.definition.shape;

import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A mapping whose keys the user chooses.
///
/// @param min how many entries there must be
/// @param max how many there may be
public record MapShape<T>(TextShape<String> key, Shape<T> value, int min, int max)
        implements Shape<Map<String, T>> {

    /// A mapping that may be empty.
    public MapShape(TextShape<String> key, Shape<T> value, int max) {
        this(key, value, 0, max);
    }

    public MapShape<T> notEmpty() {
        return new MapShape<>(key, value, 1, max);
    }

    @Override
    public Optional<Map<String, T>> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Mapping(var entries, _, var at))) {
            reading.reportWrongType(value, "a mapping", "");
            return Optional.empty();
        }
        if (entries.size() < min || entries.size() > max) {
            reading.report(at, ProblemCode.OUT_OF_RANGE, sizeMessage(entries.size()));
            return Optional.empty();
        }
        Map<String, T> members = new LinkedHashMap<>();
        boolean whole = true;
        for (Yaml.Entry entry : entries) {
            key.read(new Yaml.Scalar(ScalarType.TEXT, entry.key(), entry.at()), reading);
            Optional<T> member = this.value.read(entry.value(), reading.in(entry.key()));
            member.ifPresent(found -> members.put(entry.key(), found));
            whole &= member.isPresent();
        }
        return whole ? Optional.of(members) : Optional.empty();
    }

    private String sizeMessage(int found) {
        return min == 0
                ? "must have at most %d entries, found %d".formatted(max, found)
                : "must have %d to %d entries, found %d".formatted(min, max, found);
    }
}
