package dev.kiban.transcode;

/// Reads any JSON as `Value`, any object as `Struct`, any list as `ListValue`.
final class JsonStructs {

    /// Tags of `Struct.fields` and its entries, and of `ListValue.values`.
    private static final int FIELDS_TAG = WireType.tag(1, WireType.LENGTH);

    private static final int KEY_TAG = WireType.tag(1, WireType.LENGTH);
    private static final int VALUE_TAG = WireType.tag(2, WireType.LENGTH);
    private static final int VALUES_TAG = WireType.tag(1, WireType.LENGTH);

    /// Tags of the members of `Value`.
    private static final int NULL_TAG = WireType.tag(1, WireType.VARINT);

    private static final int NUMBER_TAG = WireType.tag(2, WireType.FIXED64);
    private static final int STRING_TAG = WireType.tag(3, WireType.LENGTH);
    private static final int BOOL_TAG = WireType.tag(4, WireType.VARINT);
    private static final int STRUCT_TAG = WireType.tag(5, WireType.LENGTH);
    private static final int LIST_TAG = WireType.tag(6, WireType.LENGTH);

    private JsonStructs() {}

    static void value(JsonCursor in, ByteSink out) {
        switch (in.peek()) {
            case '{' -> {
                out.varint32(STRUCT_TAG);
                int mark = out.beginLength();
                struct(in, out);
                out.endLength(mark);
            }
            case '[' -> {
                out.varint32(LIST_TAG);
                int mark = out.beginLength();
                list(in, out);
                out.endLength(mark);
            }
            case '"' -> {
                out.varint32(STRING_TAG);
                JsonStrings.readPrefixed(in, out);
            }
            case 't' -> literal(in, JsonLiterals.TRUE, BOOL_TAG, 1, out);
            case 'f' -> literal(in, JsonLiterals.FALSE, BOOL_TAG, 0, out);
            case 'n' -> literal(in, JsonLiterals.NULL, NULL_TAG, 0, out);
            default -> {
                double number = JsonDecimals.float64(in);
                out.varint32(NUMBER_TAG);
                out.fixed64(Double.doubleToLongBits(number));
            }
        }
    }

    private static void literal(JsonCursor in, byte[] literal, int tag, int value, ByteSink out) {
        in.literal(literal);
        out.varint32(tag);
        out.write(value);
    }

    static void struct(JsonCursor in, ByteSink out) {
        in.open('{');
        if (!in.isClosed('}')) {
            KeySet keys = new KeySet();
            do {
                entry(in, keys, out);
            } while (in.hasMore('}'));
        }
        in.leave();
    }

    private static void entry(JsonCursor in, KeySet keys, ByteSink out) {
        if (in.peek() != '"') {
            throw in.syntax("expected a key in quotes");
        }
        int keyStart = in.pos;
        try {
            out.varint32(FIELDS_TAG);
            int mark = out.beginLength();
            out.varint32(KEY_TAG);
            JsonStrings.readPrefixed(in, out);
            int keySize = out.length - mark - 1;
            in.colon();
            out.varint32(VALUE_TAG);
            int valueMark = out.beginLength();
            value(in, out);
            out.endLength(valueMark);
            int size = out.length - mark - 1;
            out.endLength(mark);
            int keyFrom = out.length - size;
            if (keys.add(out.bytes, keyFrom, keyFrom + keySize) >= 0) {
                throw Refusal.invalid("the key comes twice");
            }
        } catch (Refusal e) {
            throw e.inEntry(in.shownString(keyStart));
        }
    }

    static void list(JsonCursor in, ByteSink out) {
        in.open('[');
        if (!in.isClosed(']')) {
            int index = 0;
            try {
                do {
                    out.varint32(VALUES_TAG);
                    int mark = out.beginLength();
                    value(in, out);
                    out.endLength(mark);
                    index++;
                } while (in.hasMore(']'));
            } catch (Refusal e) {
                throw e.inElement(index);
            }
        }
        in.leave();
    }
}
