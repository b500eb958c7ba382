package dev.kiban.transcode;

/// Translates ProtoJSON into protobuf wire bytes. May be shared between threads.
///
/// ```java
/// jsonToWire.message(type, Slice.of(body), BodyWatch.NONE, sink);
/// ```
///
/// What is written is appended to the sink. After a [Refusal] the sink holds rubbish.
public final class JsonToWire {

    private final JsonOptions options;
    private final Limits limits;
    private final JsonMessages messages;

    /// @param schema where messages in an `Any` are looked up
    public JsonToWire(Schema schema, JsonOptions options, Limits limits) {
        this.options = options;
        this.limits = limits;
        this.messages = new JsonMessages(schema, options);
    }

    /// Reads the JSON of a whole message.
    ///
    /// @throws Refusal if the JSON is not valid, or does not fit the type
    public void message(MessageType type, Slice json, BodyWatch watch, ByteSink sink) {
        JsonCursor in = cursor(json, watch);
        messages.read(type.table, in, watch.bound().root(), sink);
        in.requireEnd();
        sink.requireWithinLimit();
    }

    /// Reads the JSON of one field's value (`body: "book"`) and appends it as that field of a
    /// message.
    ///
    /// @param type the message that has the field
    /// @throws Refusal if the JSON is not valid, or does not fit the field
    /// @throws IllegalArgumentException if the type has no such field
    public void field(
            MessageType type, int fieldNumber, Slice json, BodyWatch watch, ByteSink sink) {
        FieldEntry field = type.field(fieldNumber);
        JsonCursor in = cursor(json, watch);
        in.seen.open(type.table);
        messages.field(field, in, watch.bound().root(), sink);
        in.requireEnd();
        sink.requireWithinLimit();
    }

    private JsonCursor cursor(Slice json, BodyWatch watch) {
        limits.requireSize(json);
        return new JsonCursor(json, options, limits.maxDepth(), watch.present());
    }
}
