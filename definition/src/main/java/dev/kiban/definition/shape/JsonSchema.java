package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes shapes down as JSON Schema (draft 2020-12), for editors and other tools.
///
/// A schema says less than the loader checks: nothing about other documents, files, or the size of
/// a duration. What the schema refuses, the loader refuses as well.
public final class JsonSchema {
    /// The dialect in which schemas are written.
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Map<String, ObjectShape<?>> objects = new LinkedHashMap<>();
    private final Map<String, Json> definitions = new TreeMap<>();

    /// A reference to an object, which is then among the [#definitions].
    public Json reference(ObjectShape<?> object) {
        ObjectShape<?> known = objects.putIfAbsent(object.name(), object);
        if (known == null) {
            definitions.put(object.name(), describe(object));
        } else if (!known.equals(object)) {
            throw new IllegalArgumentException("two objects are named " + object.name());
        }
        return Json.object(Map.of("$ref", Json.text("#/$defs/" + object.name())));
    }

    /// All objects that were referred to, by name.
    public Json definitions() {
        return Json.object(definitions);
    }

    private Json describe(ObjectShape<?> object) {
        Map<String, Json> properties = new LinkedHashMap<>();
        object.fields().forEach(field -> properties.put(field.key(), describe(field)));
        List<String> required =
                object.fields().stream().filter(Field::isRequired).map(Field::key).toList();
        Map<String, Json> schema = new LinkedHashMap<>();
        schema.put("description", Json.text(object.description() + "."));
        schema.put("type", Json.text("object"));
        schema.put("properties", Json.object(properties));
        if (!required.isEmpty()) {
            schema.put("required", Json.texts(required));
        }
        schema.put("additionalProperties", Json.bool(false));
        return Json.object(schema);
    }

    private Json describe(Field<?> field) {
        Map<String, Json> schema = new LinkedHashMap<>();
        schema.put("description", Json.text(Prose.of(field)));
        describe(field.shape(), schema);
        field.defaultValue().ifPresent(value -> schema.put("default", value.toJson()));
        if (!field.examples().isEmpty()) {
            schema.put(
                    "examples", Json.array(field.examples().stream().map(Yaml::toJson).toList()));
        }
        return Json.object(schema);
    }

    private Json describe(Shape<?> shape) {
        Map<String, Json> schema = new LinkedHashMap<>();
        describe(shape, schema);
        return Json.object(schema);
    }

    private void describe(Shape<?> shape, Map<String, Json> schema) {
        switch (shape) {
            case OptionalShape<?>(var inner) -> describe(inner, schema);
            case TextShape<?> text -> describeText(text.rule(), schema);
            case WholeShape(int min, int max) -> {
                schema.put("type", Json.text("integer"));
                schema.put("minimum", Json.number(min));
                schema.put("maximum", Json.number(max));
            }
            case NumberShape(long bound) -> {
                schema.put("type", Json.text("number"));
                schema.put("minimum", Json.number(-bound));
                schema.put("maximum", Json.number(bound));
            }
            case ChoiceShape<?> choice -> {
                schema.put("type", Json.text("string"));
                schema.put("enum", Json.texts(choice.texts()));
            }
            case ListShape<?> list -> describeList(list, schema);
            case MapShape<?> map -> {
                schema.put("type", Json.text("object"));
                schema.put("propertyNames", describe(map.key()));
                schema.put("additionalProperties", describe(map.value()));
                if (map.min() > 0) {
                    schema.put("minProperties", Json.number(map.min()));
                }
                schema.put("maxProperties", Json.number(map.max()));
            }
            case ObjectShape<?> object -> schema.putAll(members(reference(object)));
            case EitherShape<?> either ->
                    schema.put(
                            "oneOf",
                            Json.array(either.options().stream().map(this::reference).toList()));
            case WordOrObjectShape(var words, var object) ->
                    schema.put("oneOf", Json.array(List.of(describe(words), reference(object))));
        }
    }

    private static void describeText(TextRule rule, Map<String, Json> schema) {
        schema.put(
                "type",
                rule.wholeNumbers()
                        ? Json.texts(List.of("string", "integer"))
                        : Json.text("string"));
        schema.put("pattern", Json.text(anchored(rule.pattern())));
        schema.put("maxLength", Json.number(rule.maxLength()));
        if (rule.wholeNumbers()) {
            schema.put("minimum", Json.number(0));
        }
    }

    private void describeList(ListShape<?> list, Map<String, Json> schema) {
        schema.put("type", Json.text("array"));
        schema.put("items", describe(list.element()));
        if (list.min() > 0) {
            schema.put("minItems", Json.number(list.min()));
        }
        schema.put("maxItems", Json.number(list.max()));
        if (list.repeats() == ListShape.Repeats.REFUSED) {
            schema.put("uniqueItems", Json.bool(true));
        }
    }

    /// JSON Schema looks for a pattern anywhere in the text; a rule is about the whole of it.
    private static String anchored(Pattern pattern) {
        return "^(?:" + pattern.pattern() + ")$";
    }

    private static Map<String, Json> members(Json object) {
        return ((Json.JsonObject) object).members();
    }
}
