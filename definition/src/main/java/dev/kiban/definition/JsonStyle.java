package dev.kiban.definition;

/// How a gRPC route's messages look as JSON, in the user's words.
public record JsonStyle(
        FieldNames fieldNames,
        Enums enums,
        Defaults defaults,
        UnknownFields unknownFields,
        UnknownQuery unknownQuery,
        UpdateMask updateMask,
        Streams streams) {

    /// The rules of ProtoJSON, and no unknown names from clients.
    public static final JsonStyle DEFAULT =
            new JsonStyle(
                    FieldNames.JSON,
                    Enums.NAME,
                    Defaults.OMIT,
                    UnknownFields.REJECT,
                    UnknownQuery.REJECT,
                    UpdateMask.FILL,
                    Streams.ARRAY);

    /// How replies name fields. Requests may use either.
    public enum FieldNames {
        /// `json_name`, which is lowerCamelCase unless the proto says otherwise.
        JSON,
        /// As the proto file spells them.
        PROTO
    }

    /// How replies write enum values. Requests may use either.
    public enum Enums {
        NAME,
        NUMBER
    }

    /// Whether replies carry fields that are not set.
    public enum Defaults {
        OMIT,
        PRINT
    }

    /// What to do with a field in a request's JSON that the message does not have.
    public enum UnknownFields {
        REJECT,
        IGNORE
    }

    /// What to do with a query parameter that names no field.
    public enum UnknownQuery {
        REJECT,
        IGNORE
    }

    /// What to do with the `update_mask` of a PATCH whose client set none.
    public enum UpdateMask {
        /// Name the fields that the body names.
        FILL,
        LEAVE
    }

    /// How a stream of replies is written for a client that leaves it to us.
    public enum Streams {
        ARRAY,
        /// A line for each message.
        NDJSON,
        /// Server-sent events.
        EVENTS
    }
}
