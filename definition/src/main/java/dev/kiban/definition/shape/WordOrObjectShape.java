package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import java.util.Optional;

/// A word where that says it all, or an object: `anyone`, or `{allow: [customers]}`.
public record WordOrObjectShape<T>(ChoiceShape<T> words, ObjectShape<T> object)
        implements Shape<T> {

    @Override
    public Optional<T> read(Yaml value, Reading reading) {
        return switch (value) {
            case Yaml.Mapping mapping -> object.read(mapping, reading);
            case Yaml.Scalar(Yaml.ScalarType type, _, _) when type == Yaml.ScalarType.TEXT ->
                    words.read(value, reading);
            case Yaml.Scalar _, Yaml.Sequence _, Yaml.Broken _ -> {
                reading.reportWrongType(
                        value,
                        "one of %s, or a mapping with %s"
                                .formatted(
                                        String.join(", ", words.texts()),
                                        String.join(", ", object.keys())),
                        "");
                yield Optional.empty();
            }
        };
    }
}
