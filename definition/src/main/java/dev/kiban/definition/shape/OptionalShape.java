package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import java.util.Optional;

/// A value that may be absent without anything in its place; made by [Field#optional].
///
/// @param shape what the value looks like when it is there
public record OptionalShape<T>(Shape<T> shape) implements Shape<Optional<T>> {

    @Override
    public Optional<Optional<T>> read(Yaml value, Reading reading) {
        Optional<T> found = shape.read(value, reading);
        return found.isPresent() ? Optional.of(found) : Optional.empty();
    }
}
