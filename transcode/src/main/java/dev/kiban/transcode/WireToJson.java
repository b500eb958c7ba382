package dev.kiban.transcode;

/// Translates protobuf wire bytes into ProtoJSON. May be shared between threads.
///
/// ```java
/// wireToJson.message(type, new Slice(frame, 5, length), sink);
/// ```
///
/// What is written is appended to the sink. After a [Refusal] the sink holds rubbish.
public final class WireToJson {

    private final JsonOptions options;
    private final Limits limits;
    private final WireMessages messages;

    /// @param schema where messages in an `Any` are looked up
    public WireToJson(Schema schema, JsonOptions options, Limits limits) {
        this.options = options;
        this.limits = limits;
        this.messages = new WireMessages(schema, options);
    }

    /// Prints a whole message.
    ///
    /// @throws Refusal if the bytes are not that message, or JSON cannot say what they say
    public void message(MessageType type, Slice wire, ByteSink sink) {
        twice(wire, sink, in -> messages.print(type.table, in, sink));
    }

    /// Prints the value of one field of a message (`response_body: "books"`). If it is not there,
    /// an empty list, an empty object, or the default of its type.
    ///
    /// @throws Refusal if the bytes are not that message, or JSON cannot say what they say
    /// @throws IllegalArgumentException if the type has no such field
    public void field(MessageType type, int fieldNumber, Slice wire, ByteSink sink) {
        FieldEntry field = type.field(fieldNumber);
        twice(wire, sink, in -> messages.printOne(type.table, field, in, sink));
    }

    private interface Print {
        void from(WireCursor in);
    }

    /// The fast way, and if the message turns out to be scattered, the careful way from the start.
    private void twice(Slice wire, ByteSink sink, Print print) {
        limits.requireSize(wire);
        int start = sink.length;
        WireCursor in = new WireCursor(wire, options, limits);
        try {
            print.from(in);
        } catch (Scattered _) {
            sink.truncate(start);
            WireCursor careful = new WireCursor(wire, options, limits);
            careful.careful = true;
            print.from(careful);
        }
        sink.requireWithinLimit();
    }
}
