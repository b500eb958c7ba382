package dev.kiban.definition.shape;

import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A mapping whose keys the user chooses.
public record MapShape<T>(TextShape<String> key, Shape<T> value, int max)
        implements Shape<Map<String, T>> {

    @Override
    public Optional<Map<String, T>> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Mapping(var entries, _, var at))) {
            reading.reportWrongType(value, "a mapping", "");
            return Optional.empty();
        }
        if (entries.size() > max) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must have at most %d entries, found %d".formatted(max, entries.size()));
            return Optional.empty();
        }
        Map<String, T> members = new LinkedHashMap<>();
        for (Yaml.Entry entry : entries) {
            key.read(new Yaml.Scalar(ScalarType.TEXT, entry.key(), entry.at()), reading);
            this.value
                    .read(entry.value(), reading.in(entry.key()))
                    .ifPresent(member -> members.put(entry.key(), member));
        }
        return Optional.of(members);
    }
}
