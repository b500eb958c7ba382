package dev.kiban.definition.shape;

import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of values of one shape.
///
/// @param min how many there must be
/// @param max how many there may be
public record ListShape<T>(Shape<T> element, int min, int max, Repeats repeats)
        implements Shape<List<T>> {
    private static final int MAX_ELEMENTS = 1_000;

    /// Whether a value may stand in the list twice.
    public enum Repeats {
        ALLOWED,
        REFUSED
    }

    public static <T> ListShape<T> of(Shape<T> element) {
        return new ListShape<>(element, 0, MAX_ELEMENTS, Repeats.ALLOWED);
    }

    /// A list in which no value stands twice.
    public static <T> ListShape<T> ofDistinct(Shape<T> element) {
        return new ListShape<>(element, 0, MAX_ELEMENTS, Repeats.REFUSED);
    }

    public ListShape<T> notEmpty() {
        return new ListShape<>(element, 1, max, repeats);
    }

    @Override
    public Optional<List<T>> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Sequence(var items, var at))) {
            reading.reportWrongType(value, "a list", bracketsHint(value));
            return Optional.empty();
        }
        if (items.size() < min || items.size() > max) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must have %d to %d elements, found %d".formatted(min, max, items.size()));
            return Optional.empty();
        }
        List<T> elements = readAll(items, reading);
        return elements.size() < min ? Optional.empty() : Optional.of(elements);
    }

    private List<T> readAll(List<Yaml> items, Reading reading) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Yaml item = items.get(i);
            Optional<T> read = element.read(item, reading.inElement(i));
            if (read.isEmpty()) {
                continue;
            }
            if (repeats == Repeats.REFUSED && elements.contains(read.get())) {
                reading.report(
                        item.at(),
                        ProblemCode.REPEATED,
                        "has %s twice".formatted(Found.describe(item)));
            }
            elements.add(read.get());
        }
        return elements;
    }

    private static String bracketsHint(Yaml value) {
        return value instanceof Yaml.Scalar(var type, var text, _)
                        && type != Yaml.ScalarType.NOTHING
                ? ": write [\"%s\"]".formatted(text)
                : "";
    }
}
