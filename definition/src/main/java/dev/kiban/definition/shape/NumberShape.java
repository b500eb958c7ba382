package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.Optional;

/// A number with or without decimals, no further from nothing than a bound.
///
/// @param bound of its amount
public record NumberShape(long bound) implements Shape<Double> {

    @Override
    public Optional<Double> read(Yaml value, Reading reading) {
        boolean isNumber =
                value instanceof Yaml.Scalar(ScalarType type, _, _)
                        && (type == ScalarType.INTEGER || type == ScalarType.NUMBER);
        Optional<Double> number = isNumber ? parse(((Yaml.Scalar) value).text()) : Optional.empty();
        if (number.isEmpty()) {
            reading.reportWrongType(value, noun(), "");
        }
        return number;
    }

    String noun() {
        return "a number such as 5 or 0.25, of at most %,d".formatted(bound);
    }

    /// Decimal only: infinity, and what is no number, are no level of anything.
    private Optional<Double> parse(String text) {
        try {
            double number = Double.parseDouble(text);
            return Math.abs(number) <= bound ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
