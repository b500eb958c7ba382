package dev.kiban.slo.query;

import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.Entry;
import dev.kiban.definition.yaml.Yaml.Mapping;
import dev.kiban.definition.yaml.Yaml.Scalar;
import dev.kiban.definition.yaml.Yaml.Sequence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What Prometheus answers to a query for a sum: a vector of one value, or of none.
///
/// @param value empty text if there is none
record VectorSum(String value) {

    /// @throws IOException if it is something else
    static VectorSum read(String answer) throws IOException {
        Optional<Yaml> result =
                parse(answer).flatMap(all -> member(all, "data")).flatMap(d -> member(d, "result"));
        if (result.isPresent() && result.get() instanceof Sequence(List<Yaml> items, _)) {
            if (items.isEmpty()) {
                return new VectorSum("");
            }
            if (items.size() == 1
                    && member(items.getFirst(), "value").orElse(null)
                            instanceof Sequence(List<Yaml> sample, _)
                    && sample.size() == 2
                    && sample.get(1) instanceof Scalar(_, String text, _)) {
                return new VectorSum(text);
            }
        }
        throw new IOException("it answered what is no vector of one value");
    }

    boolean isEmpty() {
        return value.isEmpty();
    }

    /// JSON is YAML.
    private static Optional<Yaml> parse(String answer) {
        try {
            return Optional.of(Yaml.parse(answer));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Yaml> member(Yaml value, String key) {
        return value instanceof Mapping mapping
                ? mapping.find(key).map(Entry::value)
                : Optional.empty();
    }
}
