package dev.kiban.definition.load;

import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.NumberShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.OptionalShape;
import dev.kiban.definition.shape.Prose;
import dev.kiban.definition.shape.Shape;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.definition.shape.WordOrObjectShape;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes shapes down as Markdown: a section with a table for each mapping, in the order in which
/// they are met.
final class Reference {
    private static final Pattern PLAIN =
            Pattern.compile(
                    "-?[A-Za-z][A-Za-z0-9./:@_-]*|[0-9]+[A-Za-z][A-Za-z0-9]*|[0-9.]+%|\\.\\.|/[a-z/]*");

    private final StringBuilder out = new StringBuilder();
    private final Set<Shape<?>> written = new LinkedHashSet<>();

    /// The sections of a kind of document.
    static String of(Kind<?> kind) {
        Reference reference = new Reference();
        reference.write(kind.document(), "##");
        return reference.out.toString();
    }

    private void write(ObjectShape<?> object, String level) {
        if (!written.add(object)) {
            return;
        }
        head(level, object.name(), object.description() + ".");
        object.fields().forEach(field -> writeRow(field, fallback(field), ""));
        out.append('\n');
        object.fields().forEach(field -> writeInner(field.shape()));
    }

    /// All options in one table: most keys are the same in all of them.
    private void write(EitherShape<?> either) {
        if (!written.add(either)) {
            return;
        }
        String signs =
                either.signs().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        head("###", either.name(), "Exactly one of " + signs + ".");
        Map<String, Field<?>> fields = new LinkedHashMap<>();
        for (ObjectShape<?> option : either.options()) {
            fields.put(option.fields().getFirst().key(), option.fields().getFirst());
        }
        for (ObjectShape<?> option : either.options()) {
            option.fields().forEach(field -> fields.putIfAbsent(field.key(), field));
        }
        fields.values()
                .forEach(field -> writeRow(field, fallback(field, either), only(field, either)));
        out.append('\n');
        fields.values().forEach(field -> writeInner(field.shape()));
    }

    private void head(String level, String name, String description) {
        out.append("%s %s%n%n%s%n%n".formatted(level, name, description));
        out.append("| key | what stands there | default | meaning |%n".formatted());
        out.append("|---|---|---|---|%n".formatted());
    }

    private void writeRow(Field<?> field, String fallback, String note) {
        String examples =
                field.examples().stream()
                        .map(example -> " Example: `%s`.".formatted(flow(example)))
                        .collect(Collectors.joining());
        String meanings = Prose.meanings(field.shape());
        String meaning =
                field.description()
                        + "."
                        + (meanings.isEmpty() ? "" : " " + meanings)
                        + note
                        + examples;
        out.append(
                "| `%s` | %s | %s | %s |%n"
                        .formatted(
                                field.key(), cell(value(field.shape())), fallback, cell(meaning)));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String fallback(Field<?> field, EitherShape<?> either) {
        return either.signs().contains(field.key()) ? "one of these" : fallback(field);
    }

    private static String fallback(Field<?> field) {
        if (field.isRequired()) {
            return "required";
        }
        Optional<String> written = field.defaultValue().map(Reference::flow);
        return written.filter(text -> !text.equals("\"\"")).map("`%s`"::formatted).orElse("");
    }

    /// A note on a key that only some of the options have.
    private static String only(Field<?> field, EitherShape<?> either) {
        List<String> withIt =
                either.options().stream()
                        .filter(option -> option.fields().contains(field))
                        .map(option -> "`%s`".formatted(option.fields().getFirst().key()))
                        .toList();
        boolean some = withIt.size() < either.options().size();
        return some && !either.signs().contains(field.key())
                ? " Only with %s.".formatted(String.join(", ", withIt))
                : "";
    }

    private static String value(Shape<?> shape) {
        return switch (shape) {
            case OptionalShape<?>(var inner) -> value(inner);
            case ListShape<?> list -> "a list; each element is " + value(list.element());
            case ObjectShape<?> object -> link(object.name());
            case EitherShape<?> either -> link(either.name());
            case WordOrObjectShape(var words, var object) ->
                    Prose.value(words) + " or " + link(object.name());
            case MapShape<?> map -> "a mapping; each value is " + value(map.value());
            case TextShape<?> _, WholeShape _, NumberShape _, ChoiceShape<?> _ ->
                    Prose.value(shape);
        };
    }

    private static String link(String name) {
        return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    }

    private void writeInner(Shape<?> shape) {
        switch (shape) {
            case OptionalShape<?>(var inner) -> writeInner(inner);
            case ListShape<?> list -> writeInner(list.element());
            case MapShape<?> map -> writeInner(map.value());
            case ObjectShape<?> object -> write(object, "###");
            case EitherShape<?> either -> write(either);
            case WordOrObjectShape(_, var object) -> write(object, "###");
            case TextShape<?> _, WholeShape _, NumberShape _, ChoiceShape<?> _ -> {}
        }
    }

    /// A value on one line, as one would write it.
    private static String flow(Yaml value) {
        return switch (value) {
            case Yaml.Scalar(var type, var text, _) ->
                    type != ScalarType.TEXT || PLAIN.matcher(text).matches()
                            ? text
                            : "\"" + text + "\"";
            case Yaml.Sequence(var items, _) ->
                    items.stream().map(Reference::flow).collect(Collectors.joining(", ", "[", "]"));
            case Yaml.Mapping(var entries, _, _) ->
                    entries.stream()
                            .map(entry -> entry.key() + ": " + flow(entry.value()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Yaml.Broken broken -> throw new AssertionError(broken);
        };
    }
}
