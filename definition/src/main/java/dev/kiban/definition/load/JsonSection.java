package dev.kiban.definition.load;

import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.JsonStyle.Defaults;
import dev.kiban.definition.JsonStyle.Enums;
import dev.kiban.definition.JsonStyle.FieldNames;
import dev.kiban.definition.JsonStyle.Streams;
import dev.kiban.definition.JsonStyle.UnknownFields;
import dev.kiban.definition.JsonStyle.UnknownQuery;
import dev.kiban.definition.JsonStyle.UpdateMask;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;

/// A gRPC route's `json`.
final class JsonSection {
    private static final Field<FieldNames> FIELD_NAMES =
            Field.withDefault(
                    "fieldNames",
                    ChoiceShape.of(
                                    "json",
                                    FieldNames.JSON,
                                    "`json_name`: lowerCamelCase unless the proto says otherwise")
                            .or("proto", FieldNames.PROTO, "As the proto file spells them"),
                    "json",
                    "How responses name fields; requests may use either");
    private static final Field<Enums> ENUMS =
            Field.withDefault(
                    "enums",
                    ChoiceShape.of("name", Enums.NAME, "By name")
                            .or("number", Enums.NUMBER, "By number"),
                    "name",
                    "How responses write enum values; requests may use either");
    private static final Field<Defaults> DEFAULTS =
            Field.withDefault(
                    "defaults",
                    ChoiceShape.of("omit", Defaults.OMIT, "Left out")
                            .or("print", Defaults.PRINT, "Written with their default value"),
                    "omit",
                    "What responses do with fields that are not set");
    private static final Field<UnknownFields> UNKNOWN_FIELDS =
            Field.withDefault(
                    "unknownFields",
                    ChoiceShape.of("reject", UnknownFields.REJECT, "Answer 400 and name the field")
                            .or("ignore", UnknownFields.IGNORE, "Pass over it"),
                    "reject",
                    "What to do with a JSON field that the request message does not have");
    private static final Field<UnknownQuery> UNKNOWN_QUERY =
            Field.withDefault(
                    "unknownQuery",
                    ChoiceShape.of(
                                    "reject",
                                    UnknownQuery.REJECT,
                                    "Answer 400 and name the parameter")
                            .or("ignore", UnknownQuery.IGNORE, "Pass over it"),
                    "reject",
                    "What to do with a query parameter that names no field");
    private static final Field<UpdateMask> UPDATE_MASK =
            Field.withDefault(
                    "updateMask",
                    ChoiceShape.of("fill", UpdateMask.FILL, "Name the fields that the body names")
                            .or("leave", UpdateMask.LEAVE, "Never touch it"),
                    "fill",
                    "What to do with the `update_mask` of a PATCH whose client set none");
    private static final Field<Streams> STREAMS =
            Field.withDefault(
                    "streams",
                    ChoiceShape.of("array", Streams.ARRAY, "One JSON array")
                            .or("ndjson", Streams.NDJSON, "A line for each message")
                            .or("events", Streams.EVENTS, "Server-sent events"),
                    "array",
                    "How a stream of replies is written for a client whose `Accept` leaves it open");
    static final ObjectShape<JsonStyle> SHAPE =
            ObjectShape.named("JsonStyle", "How messages look as JSON")
                    .fields(
                            FIELD_NAMES,
                            ENUMS,
                            DEFAULTS,
                            UNKNOWN_FIELDS,
                            UNKNOWN_QUERY,
                            UPDATE_MASK,
                            STREAMS)
                    .build(JsonSection::build);

    private JsonSection() {}

    private static JsonStyle build(Values v) {
        return new JsonStyle(
                v.get(FIELD_NAMES),
                v.get(ENUMS),
                v.get(DEFAULTS),
                v.get(UNKNOWN_FIELDS),
                v.get(UNKNOWN_QUERY),
                v.get(UPDATE_MASK),
                v.get(STREAMS));
    }
}
