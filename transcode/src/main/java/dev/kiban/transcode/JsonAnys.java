package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads an `Any`: an object with `@type`, which may stand anywhere in it, and next to it the
/// fields of the message, or `value` for a message with a JSON form of its own.
final class JsonAnys {

    static final byte[] TYPE = "@type".getBytes(StandardCharsets.US_ASCII);
    static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);

    static final int TYPE_URL_TAG = WireType.tag(1, WireType.LENGTH);
    static final int VALUE_TAG = WireType.tag(2, WireType.LENGTH);

    private final Schema schema;
    private final JsonMessages messages;

    JsonAnys(Schema schema, JsonMessages messages) {
        this.schema = schema;
        this.messages = messages;
    }

    void read(JsonCursor in, ByteSink out) {
        in.peek();
        int start = in.pos;
        Slice url = findType(in);
        in.payForLookAhead(start);
        if (url == null) {
            return;
        }
        MessageTable table = table(url);
        out.varint32(TYPE_URL_TAG);
        out.prefixed(url.bytes, url.from, url.to);
        int beforeValue = out.length;
        out.varint32(VALUE_TAG);
        int mark = out.beginLength();
        in.pos = start;
        if (table.wellKnown == WellKnown.NONE) {
            messages.besideType(table, in, out);
        } else {
            value(table, in, out);
        }
        if (out.length == mark + 1) {
            out.length = beforeValue;
        } else {
            out.endLength(mark);
        }
    }

    /// Looks ahead for the type. It mostly comes first; wherever it is, what is before it is read
    /// twice.
    ///
    /// @return null for an empty object, which is an empty `Any`
    private static @Nullable Slice findType(JsonCursor in) {
        in.open('{');
        if (in.isClosed('}')) {
            in.leave();
            return null;
        }
        do {
            boolean isType = is(TYPE, key(in));
            if (isType) {
                if (in.peek() != '"') {
                    throw in.unexpected("a type URL").inField("@type");
                }
                Slice url = JsonTokens.string(in);
                in.leave();
                return url;
            }
            JsonSkip.value(in);
        } while (in.hasMore('}'));
        throw Refusal.invalid("an Any needs its '@type'");
    }

    private static Slice key(JsonCursor in) {
        if (in.peek() != '"') {
            throw in.syntax("expected a key in quotes");
        }
        Slice key = JsonTokens.string(in);
        in.colon();
        return key;
    }

    static boolean is(byte[] expected, Slice key) {
        return Arrays.equals(expected, 0, expected.length, key.bytes, key.from, key.to);
    }

    private MessageTable table(Slice url) {
        int slash = slash(url.bytes, url.from, url.to);
        MessageTable table = slash < 0 ? null : schema.table(url.bytes, slash + 1, url.to);
        if (table == null) {
            String reason =
                    slash < 0
                            ? " is not a type URL: it has no '/'"
                            : " is a type that this schema does not have";
            throw Refusal.invalid(Refusal.quote(url.toString()) + reason).inField("@type");
        }
        return table;
    }

    /// Where the last slash is, or -1.
    static int slash(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && bytes[at] != '/') {
            at--;
        }
        return at < from ? -1 : at;
    }

    /// Reads `@type`, which is known already, and `value`.
    private void value(MessageTable table, JsonCursor in, ByteSink out) {
        boolean typeSeen = false;
        boolean valueSeen = false;
        in.open('{');
        do {
            Slice key = key(in);
            if (is(TYPE, key) && !typeSeen) {
                typeSeen = true;
                JsonSkip.value(in);
            } else if (is(VALUE, key) && !valueSeen) {
                valueSeen = true;
                nested(table, in, out);
            } else {
                throw Refusal.invalid(
                        "an Any of "
                                + table.fullName
                                + " has '@type' and 'value' only, not "
                                + Refusal.quote(key.toString()));
            }
        } while (in.hasMore('}'));
        in.leave();
        if (!valueSeen) {
            throw Refusal.invalid("an Any of " + table.fullName + " needs its 'value'");
        }
    }

    private void nested(MessageTable table, JsonCursor in, ByteSink out) {
        try {
            messages.read(table, in, BoundNode.NONE, out);
        } catch (Refusal e) {
            throw e.inField("value");
        }
    }
}
