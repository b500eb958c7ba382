package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.math.BigInteger;
import java.util.Optional;

/// A whole number within bounds, both included.
public record WholeShape(int min, int max) implements Shape<Integer> {

    @Override
    public Optional<Integer> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Scalar(ScalarType type, String text, Location at))
                || type != ScalarType.INTEGER) {
            reading.reportWrongType(value, noun(), "");
            return Optional.empty();
        }
        BigInteger number = parse(text);
        if (number.compareTo(BigInteger.valueOf(min)) < 0
                || number.compareTo(BigInteger.valueOf(max)) > 0) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must be %s, found %s".formatted(noun(), Found.describe(value)));
            return Optional.empty();
        }
        return Optional.of(number.intValueExact());
    }

    String noun() {
        return "a whole number from %d to %d".formatted(min, max);
    }

    /// The three notations of YAML's core schema.
    private static BigInteger parse(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }
}
