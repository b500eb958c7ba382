package dev.kiban.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.kiban.kernel.Json;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.JsonOptions.EnumFormat;
import dev.kiban.transcode.JsonOptions.FieldNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What messages look like as JSON (ProtoJSON, https://protobuf.dev/programming-guides/json), as
/// schemas that refer to each other. A message that two routes write in two styles has two.
final class MessageSchemas {
    private static final String REFERENCE = "#/components/schemas/";

    /// Of errors, whatever the service.
    private static final String STATUS = "google.rpc.Status";

    private final Comments comments;
    private final SortedMap<String, Json> schemas = new TreeMap<>();
    private final Map<String, Descriptor> known = new HashMap<>();
    private final Deque<Wanted> wanted = new ArrayDeque<>();

    private record Wanted(String name, Descriptor message, JsonOptions style) {}

    MessageSchemas(Comments comments) {
        this.comments = comments;
    }

    /// All that were referred to.
    Json all() {
        schemas.put(STATUS, status());
        while (!wanted.isEmpty()) {
            Wanted next = wanted.remove();
            schemas.put(next.name(), message(next.message(), next.style()));
        }
        return Json.object(schemas);
    }

    /// What every failure looks like.
    Json ofStatus() {
        return Members.of("$ref", REFERENCE + STATUS).json();
    }

    /// A message, as a reference or on the spot.
    Json of(Descriptor message, JsonOptions style) {
        Optional<Json> wellKnown = WellKnownSchemas.of(message);
        if (wellKnown.isPresent()) {
            return wellKnown.get();
        }
        String name = name(message, style);
        if (known.putIfAbsent(name, message) == null) {
            wanted.add(new Wanted(name, message, style));
        }
        return Members.of("$ref", REFERENCE + name).json();
    }

    /// A field: a list, a map, or one value.
    Json of(FieldDescriptor field, JsonOptions style) {
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
            return Members.of("type", "object")
                    .and("additionalProperties", one(value, style))
                    .json();
        }
        return field.isRepeated() ? list(one(field, style)) : one(field, style);
    }

    static Json list(Json element) {
        return Members.of("type", "array").and("items", element).json();
    }

    /// The name of a field, as it is printed.
    static String name(FieldDescriptor field, JsonOptions style) {
        return switch (style.fieldNames()) {
            case JSON -> field.getJsonName();
            case PROTO -> field.getName();
        };
    }

    private Json message(Descriptor message, JsonOptions style) {
        Map<String, Json> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            properties.put(name(field, style), described(field, style));
            if (Behavior.of(field).required()) {
                required.add(name(field, style));
            }
        }
        String choices =
                message.getRealOneofs().stream()
                        .map(choice -> choice(choice, style))
                        .collect(Collectors.joining("; "));
        Members schema =
                Members.of("type", "object")
                        .unlessEmpty(
                                "description", Members.paragraphs(comments.of(message), choices))
                        .and("properties", Json.object(properties));
        return required.isEmpty()
                ? schema.json()
                : schema.and("required", Json.texts(required)).json();
    }

    /// With what its proto says of it.
    private Json described(FieldDescriptor field, JsonOptions style) {
        Behavior behavior = Behavior.of(field);
        Members schema =
                Members.of(of(field, style)).unlessEmpty("description", comments.of(field));
        if (behavior.readOnly()) {
            schema.and("readOnly", Json.bool(true));
        }
        if (behavior.writeOnly()) {
            schema.and("writeOnly", Json.bool(true));
        }
        return schema.json();
    }

    private static String choice(OneofDescriptor choice, JsonOptions style) {
        return choice.getFields().stream()
                .map(field -> name(field, style))
                .collect(Collectors.joining(", ", "At most one of ", ""));
    }

    private Json one(FieldDescriptor field, JsonOptions style) {
        return switch (field.getJavaType()) {
            case MESSAGE -> of(field.getMessageType(), style);
            case ENUM -> ofEnum(field.getEnumType(), style);
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                    ScalarSchemas.of(field.getType());
        };
    }

    private static Json ofEnum(EnumDescriptor type, JsonOptions style) {
        if (type.getFullName().equals("google.protobuf.NullValue")) {
            return Members.of("type", "null").json();
        }
        List<EnumValueDescriptor> values = type.getValues();
        return switch (style.enums()) {
            case NAME ->
                    Members.of("type", "string")
                            .and(
                                    "enum",
                                    Json.texts(
                                            values.stream()
                                                    .map(EnumValueDescriptor::getName)
                                                    .toList()))
                            .json();
            case NUMBER ->
                    Members.of("type", "integer")
                            .and(
                                    "enum",
                                    Json.array(
                                            values.stream()
                                                    .map(value -> Json.number(value.getNumber()))
                                                    .toList()))
                            .json();
        };
    }

    private static String name(Descriptor message, JsonOptions style) {
        String names = style.fieldNames() == FieldNames.PROTO ? ".protoNames" : "";
        String enums = style.enums() == EnumFormat.NUMBER ? ".enumNumbers" : "";
        return message.getFullName() + names + enums;
    }

    private static Json status() {
        Json code = Members.of("type", "integer").and("format", "int32").json();
        Json detail =
                Members.of("type", "object")
                        .and(
                                "properties",
                                new Members()
                                        .and("@type", Members.of("type", "string").json())
                                        .json())
                        .json();
        return Members.of("type", "object")
                .and("description", "Why there is no answer")
                .and(
                        "properties",
                        new Members()
                                .and("code", code)
                                .and("message", Members.of("type", "string").json())
                                .and("details", list(detail))
                                .json())
                .json();
    }
}
