package dev.kiban.transcode;

/// What a route may choose about its JSON. Reading accepts both kinds of names and both forms of
/// enums whatever is chosen here.
public record JsonOptions(
        FieldNames fieldNames, EnumFormat enums, Defaults defaults, UnknownFields unknownFields) {

    /// JSON names, enum names, no defaults, unknown fields refused.
    public static final JsonOptions DEFAULT =
            new JsonOptions(FieldNames.JSON, EnumFormat.NAME, Defaults.OMIT, UnknownFields.REJECT);

    /// Which name of a field is printed, and named in refusals.
    public enum FieldNames {
        /// `pageSize`, or what `json_name` says.
        JSON,
        /// `page_size`, as in the `.proto` file.
        PROTO
    }

    /// How an enum value is printed.
    public enum EnumFormat {
        NAME,
        NUMBER
    }

    /// Whether fields that are not in the message are printed, if they have no presence (lists and
    /// maps among them).
    public enum Defaults {
        OMIT,
        PRINT
    }

    /// What to do with a JSON key that names no field, and with an enum name that is not known.
    public enum UnknownFields {
        REJECT,
        IGNORE
    }

    public JsonOptions with(FieldNames chosen) {
        return new JsonOptions(chosen, enums, defaults, unknownFields);
    }

    public JsonOptions with(EnumFormat chosen) {
        return new JsonOptions(fieldNames, chosen, defaults, unknownFields);
    }

    public JsonOptions with(Defaults chosen) {
        return new JsonOptions(fieldNames, enums, chosen, unknownFields);
    }

    public JsonOptions with(UnknownFields chosen) {
        return new JsonOptions(fieldNames, enums, defaults, chosen);
    }
}
