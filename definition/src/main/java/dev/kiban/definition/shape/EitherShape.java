package dev.kiban.definition.shape;

import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One of several objects, told apart by the first key of each: a route has either `grpc` or
/// `http`.
///
/// @param name what documents and people call it: `Route`
public record EitherShape<T>(String name, List<ObjectShape<? extends T>> options)
        implements Shape<T> {

    public EitherShape {
        options = List.copyOf(options);
    }

    @Override
    public Optional<T> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Mapping source)) {
            reading.reportWrongType(
                    value, "a mapping with one of " + String.join(", ", signs()), "");
            return Optional.empty();
        }
        List<ObjectShape<? extends T>> chosen =
                options.stream().filter(option -> source.find(sign(option)).isPresent()).toList();
        if (chosen.size() != 1) {
            reportChoice(source, chosen, reading);
            return Optional.empty();
        }
        ObjectShape<? extends T> option = chosen.getFirst();
        return option.read(withoutKeysOfOthers(source, option, reading), reading).map(t -> t);
    }

    /// The keys that tell the options apart.
    public List<String> signs() {
        return options.stream().map(EitherShape::sign).toList();
    }

    /// The key that tells an option from the others.
    private static String sign(ObjectShape<?> option) {
        return option.keys().getFirst();
    }

    private void reportChoice(
            Yaml.Mapping source, List<ObjectShape<? extends T>> chosen, Reading reading) {
        if (!chosen.isEmpty()) {
            reading.report(
                    source.at(),
                    ProblemCode.NOT_ONE_OF,
                    "must have only one of "
                            + String.join(", ", chosen.stream().map(EitherShape::sign).toList()));
            return;
        }
        if (!reportMisspelt(source, reading) && source.complete()) {
            reading.report(
                    source.at(),
                    ProblemCode.NOT_ONE_OF,
                    "must have one of " + String.join(", ", signs()));
        }
    }

    /// False if no key looks like one of those that were needed.
    private boolean reportMisspelt(Yaml.Mapping source, Reading reading) {
        List<Yaml.Entry> unknown =
                source.entries().stream()
                        .filter(entry -> !allKeys().contains(entry.key()))
                        .toList();
        unknown.forEach(
                entry ->
                        reading.reportUnknown(
                                entry.at(),
                                ProblemCode.UNKNOWN_KEY,
                                "key",
                                new Misfit(entry.key(), List.copyOf(allKeys()))));
        return unknown.stream()
                .anyMatch(entry -> new Misfit(entry.key(), signs()).nearest().isPresent());
    }

    private Set<String> allKeys() {
        Set<String> keys = new LinkedHashSet<>();
        options.forEach(option -> keys.addAll(option.keys()));
        return keys;
    }

    private Yaml.Mapping withoutKeysOfOthers(
            Yaml.Mapping source, ObjectShape<?> option, Reading reading) {
        List<Yaml.Entry> own = new ArrayList<>();
        for (Yaml.Entry entry : source.entries()) {
            if (option.keys().contains(entry.key()) || !allKeys().contains(entry.key())) {
                own.add(entry);
                continue;
            }
            reading.in(entry.key())
                    .report(
                            entry.at(),
                            ProblemCode.UNKNOWN_KEY,
                            "does not go with '%s'".formatted(sign(option)));
        }
        return new Yaml.Mapping(own, source.complete(), source.at());
    }
}
