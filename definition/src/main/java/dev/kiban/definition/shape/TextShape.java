package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.Optional;

/// Text that follows a rule and stands for something: a name, a duration, an address.
///
/// @param noun what is expected, with its article: `a duration such as 5s`
/// @param parser turns text that follows the rule into what it stands for
public record TextShape<T>(String noun, TextRule rule, Parser<T> parser) implements Shape<T> {

    /// Turns text into what it stands for, or reports why that cannot be.
    @FunctionalInterface
    public interface Parser<T> {
        /// Reads text that already follows the shape's rule.
        Optional<T> parse(String text, Location at, Reading reading);
    }

    /// Text that stands for itself.
    public static TextShape<String> of(String noun, TextRule rule) {
        return new TextShape<>(noun, rule, (text, _, _) -> Optional.of(text));
    }

    @Override
    public Optional<T> read(Yaml value, Reading reading) {
        if (value instanceof Yaml.Scalar(ScalarType type, String text, Location at)
                && rule.takes(type)) {
            return follow(text, at, reading);
        }
        if (rule.nearSecret()) {
            reportSecret(value.at(), reading);
        } else {
            reading.reportWrongType(value, noun, Misquoted.hint(value, rule));
        }
        return Optional.empty();
    }

    private Optional<T> follow(String text, Location at, Reading reading) {
        if (rule.nearSecret() && !rule.matches(text)) {
            reportSecret(at, reading);
            return Optional.empty();
        }
        if (rule.isTooLong(text)) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must have at most %d characters, found %d"
                            .formatted(rule.maxLength(), text.codePointCount(0, text.length())));
            return Optional.empty();
        }
        if (!rule.matches(text)) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must be %s, found %s".formatted(noun, Found.describe(text)));
            return Optional.empty();
        }
        return parser.parse(text, at, reading);
    }

    private void reportSecret(Location at, Reading reading) {
        reading.report(
                at,
                ProblemCode.SECRET,
                "must be %s; what stands there is not shown, as it may be a secret"
                        .formatted(noun));
    }
}
