package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One key of an [ObjectShape]: what it is called, what stands there, and what holds when it is
/// absent.
///
/// Defaults and examples are written as a user would write them, and are read by the field's own
/// shape when the field is made: they cannot be wrong.
public final class Field<T> {
    private final String key;
    private final Shape<T> shape;
    private final String description;
    private final Absence<T> absence;
    private final List<Yaml> examples;

    private Field(
            String key,
            Shape<T> shape,
            String description,
            Absence<T> absence,
            List<Yaml> examples) {
        this.key = key;
        this.shape = shape;
        this.description = description;
        this.absence = absence;
        this.examples = List.copyOf(examples);
    }

    /// What holds when the key is absent.
    sealed interface Absence<T> {
        /// The key must be there.
        record Required<T>() implements Absence<T> {}

        /// Nothing takes its place.
        record Nothing<T>(T value) implements Absence<T> {}

        /// A value takes its place; `written` is how a user would write it.
        record Default<T>(T value, Yaml written) implements Absence<T> {}
    }

    /// A key that must be there.
    ///
    /// @param description a sentence without a full stop
    public static <T> Field<T> required(String key, Shape<T> shape, String description) {
        return new Field<>(key, shape, description, new Absence.Required<>(), List.of());
    }

    /// A key that may be absent, with nothing in its place.
    public static <T> Field<Optional<T>> optional(String key, Shape<T> shape, String description) {
        return new Field<>(
                key,
                new OptionalShape<>(shape),
                description,
                new Absence.Nothing<>(Optional.empty()),
                List.of());
    }

    /// A key with a value of its own when it is absent.
    ///
    /// @param value what holds without the key, as a user would write it: `15s`, `[]`, `{}`
    public static <T> Field<T> withDefault(
            String key, Shape<T> shape, String value, String description) {
        Yaml written = Yaml.parse(value);
        T parsed = readOwn(shape, written);
        return new Field<>(
                key, shape, description, new Absence.Default<>(parsed, written), List.of());
    }

    /// This field, with one more example of its value.
    public Field<T> example(String value) {
        Yaml written = Yaml.parse(value);
        readOwn(shape, written);
        List<Yaml> more = new ArrayList<>(examples);
        more.add(written);
        return new Field<>(key, shape, description, absence, more);
    }

    private static <T> T readOwn(Shape<T> shape, Yaml written) {
        Reading reading = Reading.alone(Path.of("field"));
        Optional<T> value = shape.read(written, reading);
        if (!reading.problems().isEmpty()) {
            throw new IllegalArgumentException(reading.problems().toString());
        }
        return value.orElseThrow();
    }

    public String key() {
        return key;
    }

    /// What stands there.
    public Shape<T> shape() {
        return shape;
    }

    /// What the key is for: a sentence without a full stop.
    public String description() {
        return description;
    }

    /// Values that could stand there.
    public List<Yaml> examples() {
        return examples;
    }

    /// The value that holds without the key, if it has one of its own.
    public Optional<Yaml> defaultValue() {
        return absence instanceof Absence.Default<T>(_, Yaml written)
                ? Optional.of(written)
                : Optional.empty();
    }

    /// Whether the key must be there.
    public boolean isRequired() {
        return absence instanceof Absence.Required<T>;
    }

    /// What to put in place of a value that is absent.
    Optional<T> substitute() {
        return switch (absence) {
            case Absence.Required<T> _ -> Optional.empty();
            case Absence.Nothing<T>(T value) -> Optional.of(value);
            case Absence.Default<T>(T value, _) -> Optional.of(value);
        };
    }

    @Override
    public String toString() {
        return key;
    }
}
