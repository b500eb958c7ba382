package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Findings.Claim;
import dev.kiban.definition.shape.Findings.Gap;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.yaml.Yaml;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values of one object, by field.
public final class Values {
    private final Yaml.Mapping source;
    private final Set<String> misspelt;
    private final Reading reading;
    private final Map<Field<?>, Object> values = new HashMap<>();

    /// @param misspelt keys that were probably meant by unknown ones
    Values(Yaml.Mapping source, Set<String> misspelt, Reading reading) {
        this.source = source;
        this.misspelt = misspelt;
        this.reading = reading;
    }

    /// Reads a field's value, or takes what holds without it; false if there is neither.
    <T> boolean read(Field<T> field) {
        Optional<T> value =
                source.find(field.key())
                        .map(entry -> field.shape().read(entry.value(), reading.in(field.key())))
                        .orElseGet(() -> lacks(field) ? without(field) : Optional.empty());
        value.ifPresent(found -> values.put(field, found));
        return value.isPresent();
    }

    private <T> Optional<T> without(Field<T> field) {
        if (field.isRequired()) {
            reading.report(
                    at(), ProblemCode.MISSING_KEY, "needs the key '%s'".formatted(field.key()));
        }
        return field.substitute();
    }

    /// The value of a field that is there, as all are when the object is built.
    public <T> T get(Field<T> field) {
        return find(field)
                .orElseThrow(() -> new IllegalArgumentException("no field '%s'".formatted(field)));
    }

    /// The value of a field, for checks: empty if a required one is absent or wrong.
    @SuppressWarnings("unchecked") // read() binds the type of a value to that of its field
    public <T> Optional<T> find(Field<T> field) {
        return Optional.ofNullable((T) values.get(field));
    }

    /// Whether all these fields have a value.
    public boolean has(Field<?>... fields) {
        return Arrays.stream(fields).allMatch(values::containsKey);
    }

    /// Whether the field is really absent: not given, and not meant by anything that was reported.
    public boolean lacks(Field<?> field) {
        return source.complete()
                && source.find(field.key()).isEmpty()
                && !misspelt.contains(field.key());
    }

    /// Where the object starts.
    public Location at() {
        return source.at();
    }

    /// Where the field's value starts; the object itself if it is not given.
    public Location at(Field<?> field) {
        return source.find(field.key()).map(entry -> entry.value().at()).orElse(at());
    }

    /// The folder of the file that the object stands in.
    public Path folder() {
        return reading.paths().home();
    }

    /// Reports a problem between fields.
    public void report(Problem problem) {
        reading.report(problem);
    }

    /// Notes the name of a document.
    public void declare(Name name) {
        reading.findings().add(name);
    }

    /// Notes what no other object may have too.
    ///
    /// @param parts what of the subject; empty is all
    public void claim(Location at, String subject, Collection<String> parts) {
        reading.findings().add(new Claim(subject, Set.copyOf(parts), at));
    }

    /// Notes that the key says nothing here: another document must say it for all.
    public void leaveToAll(Field<?> field) {
        reading.findings().add(new Gap(field.key(), at()));
    }

    /// Notes that this object says for all what the key would say elsewhere.
    public void speakForAll(Field<?> field) {
        reading.findings().fill(field.key());
    }
}
