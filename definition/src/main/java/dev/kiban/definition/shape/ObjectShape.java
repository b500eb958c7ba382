package dev.kiban.definition.shape;

import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A mapping with known keys, which becomes a record.
///
/// ```java
/// static final Field<String> TITLE = Field.required("title", line("a title"), "What the page is");
/// static final Field<URI> URL = Field.required("url", URL_TEXT, "Where it is");
///
/// static final ObjectShape<Link> LINK = ObjectShape.named("Link", "A page worth knowing")
///         .fields(TITLE, URL)
///         .build(values -> new Link(values.get(TITLE), values.get(URL)));
/// ```
///
/// @param name unique among all objects: its name in the JSON Schema
/// @param description a sentence without a full stop
/// @param check reports what is wrong between fields; runs even if some of them are wrong
/// @param build makes the record; runs only when all fields have a value
public record ObjectShape<T>(
        String name,
        String description,
        List<Field<?>> fields,
        Consumer<Values> check,
        Function<Values, T> build)
        implements Shape<T> {

    public ObjectShape {
        fields = List.copyOf(fields);
    }

    /// Starts the description of an object.
    public static Outline named(String name, String description) {
        return new Outline(name, description, List.of(), _ -> {});
    }

    /// An object whose record is not known yet.
    public record Outline(
            String name, String description, List<Field<?>> fields, Consumer<Values> check) {

        /// The keys, in the order in which people should read them.
        public Outline fields(Field<?>... fields) {
            return new Outline(name, description, List.of(fields), check);
        }

        /// Adds what must hold between fields.
        public Outline check(Consumer<Values> check) {
            return new Outline(name, description, fields, this.check.andThen(check));
        }

        /// Ends the description.
        public <T> ObjectShape<T> build(Function<Values, T> build) {
            return new ObjectShape<>(name, description, fields, check, build);
        }
    }

    @Override
    public Optional<T> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Mapping source)) {
            reading.reportWrongType(value, "a mapping with " + String.join(", ", keys()), "");
            return Optional.empty();
        }
        Set<String> misspelt = reportUnknownKeys(source, reading);
        Values values = new Values(source, misspelt, reading);
        boolean whole = true;
        for (Field<?> field : fields) {
            whole &= values.read(field);
        }
        check.accept(values);
        return whole ? Optional.of(build.apply(values)) : Optional.empty();
    }

    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    /// The keys that were probably meant by those that are unknown: not reported as missing.
    private Set<String> reportUnknownKeys(Yaml.Mapping source, Reading reading) {
        Set<String> meant = new HashSet<>();
        for (Yaml.Entry entry : source.entries()) {
            if (keys().contains(entry.key())) {
                continue;
            }
            Misfit misfit = new Misfit(entry.key(), keys());
            misfit.nearest().ifPresent(meant::add);
            reading.reportUnknown(entry.at(), ProblemCode.UNKNOWN_KEY, "key", misfit);
        }
        return meant;
    }
}
