package dev.kiban.slo.export;

import dev.kiban.definition.Location;
import dev.kiban.definition.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping that is taken apart key by key. What is left over in the end is told: a key that we do
/// not know may change what the others mean.
final class Part {
    private final String path;
    private final Location at;
    private final List<String> refused;
    private final Map<String, Yaml> left = new LinkedHashMap<>();

    /// @param refused where to tell what is wrong
    Part(String path, Yaml value, List<String> refused) {
        this.path = path;
        this.at = value.at();
        this.refused = refused;
        if (value instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> left.put(entry.key(), entry.value()));
        } else {
            refuse("must be a mapping");
        }
    }

    Optional<Yaml> find(String key) {
        return Optional.ofNullable(left.remove(key));
    }

    Part part(String key) {
        return new Part(inner(key), find(key).orElseGet(() -> missing(key)), refused);
    }

    /// The only element of a list.
    Part only(String key) {
        Yaml value = find(key).orElseGet(() -> missing(key));
        if (value instanceof Yaml.Sequence(var items, _) && items.size() == 1) {
            return new Part(inner(key), items.getFirst(), refused);
        }
        refuse(key + " must have exactly one element");
        return new Part(inner(key), nothing(), refused);
    }

    /// Text, or a number as it is written; empty text if there is none, which is told.
    String text(String key) {
        return findText(key)
                .orElseGet(
                        () -> {
                            missing(key);
                            return "";
                        });
    }

    Optional<String> findText(String key) {
        Optional<Yaml> value = find(key);
        if (value.isPresent() && value.get() instanceof Yaml.Scalar(_, String text, _)) {
            return Optional.of(text);
        }
        value.ifPresent(_ -> refuse(key + " must be text or a number"));
        return Optional.empty();
    }

    boolean has(String key) {
        return left.containsKey(key);
    }

    void refuse(String why) {
        refused.add("%s: %s: %s".formatted(at, path, why));
    }

    /// Nothing more is expected.
    void end() {
        left.keySet().forEach(key -> refuse("'%s' cannot be said in Kiban".formatted(key)));
    }

    /// The rest does not matter.
    void ignoreRest() {
        left.clear();
    }

    private Yaml missing(String key) {
        refuse("needs the key '%s'".formatted(key));
        return nothing();
    }

    private Yaml nothing() {
        return new Yaml.Mapping(List.of(), true, at);
    }

    private String inner(String key) {
        return path + "." + key;
    }
}
