package dev.kiban.transcode;

import dev.kiban.transcode.JsonMasks.Form;

/// Translates text that stands for one value, as path variables and query parameters do, into wire
/// bytes. May be shared between threads.
public final class TextToWire {

    /// The most that one byte becomes in a JSON string.
    private static final int MAX_QUOTED = 6;

    private final Limits limits;
    private final JsonFields fields;

    public TextToWire(Schema schema, Limits limits) {
        this.limits = limits;
        this.fields = new JsonMessages(schema, JsonOptions.DEFAULT).fields();
    }

    /// Appends the field that the path leads to, wrapped in the messages on the way. For a list,
    /// this is one element.
    ///
    /// @param text UTF-8, without quotes or escapes: a number, a name of an enum value, a time,
    ///     base64, or plain text
    /// @throws Refusal if the text does not fit the field; its path is the field's
    public void field(FieldPath path, Slice text, ByteSink sink) {
        limits.requireSize(text);
        try {
            nested(path, 0, text, sink);
            sink.requireWithinLimit();
        } catch (Refusal e) {
            throw e.inField(path.toString());
        }
    }

    private void nested(FieldPath path, int step, Slice text, ByteSink sink) {
        FieldEntry field = path.steps.get(step);
        if (step == path.steps.size() - 1) {
            leaf(field, text, sink);
            return;
        }
        sink.varint32(field.tag);
        if (field.kind == Kind.GROUP) {
            nested(path, step + 1, text, sink);
            sink.varint32(WireType.tag(field.number, WireType.END_GROUP));
            return;
        }
        int mark = sink.beginLength();
        nested(path, step + 1, text, sink);
        sink.endLength(mark);
    }

    private void leaf(FieldEntry field, Slice text, ByteSink sink) {
        if (field.kind == Kind.STRING) {
            requireUtf8(text);
            sink.varint32(field.tag);
            sink.prefixed(text.bytes, text.from, text.to);
            return;
        }
        if (field.isWellKnown(WellKnown.FIELD_MASK)) {
            sink.varint32(field.tag);
            int mark = sink.beginLength();
            JsonMasks.read(text, Form.JSON_OR_PROTO, sink);
            sink.endLength(mark);
            return;
        }
        JsonCursor in =
                new JsonCursor(
                        json(field, text),
                        JsonOptions.DEFAULT,
                        limits.maxDepth(),
                        PresentPaths.IGNORED);
        fields.element(field, in, BoundNode.NONE, sink);
        in.requireEnd();
    }

    /// The text as JSON: a string, which all kinds but `bool` and the numbers of enums can be read
    /// from.
    private Slice json(FieldEntry field, Slice text) {
        Kind kind =
                field.isWellKnown(WellKnown.WRAPPER) ? field.message().fields[0].kind : field.kind;
        if (kind == Kind.BOOL || (kind == Kind.ENUM && isNumber(text))) {
            requireBare(text);
            return text;
        }
        ByteSink quoted =
                new ByteSink(
                        (int) Math.min(MAX_QUOTED * (long) text.length() + 2, Integer.MAX_VALUE));
        JsonText.print(text, quoted);
        return quoted.slice();
    }

    /// JSON allows white space around a word, a URL does not.
    private static void requireBare(Slice text) {
        boolean padded =
                text.length() > 0
                        && (text.bytes[text.from] <= ' ' || text.bytes[text.to - 1] <= ' ');
        if (padded) {
            throw Refusal.invalid(Refusal.quote(text.toString()) + " has white space around it");
        }
    }

    private static void requireUtf8(Slice text) {
        int at = text.from;
        while (at < text.to) {
            int length = text.bytes[at] >= 0 ? 1 : Utf8.sequenceLength(text.bytes, at, text.to);
            if (length == 0) {
                throw Refusal.invalid("the text is not valid UTF-8");
            }
            at += length;
        }
    }

    private static boolean isNumber(Slice text) {
        return Decimal.end(text.bytes, text.from, text.to) == text.to && text.length() > 0;
    }
}
