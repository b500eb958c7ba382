package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.UnknownFields;

/// Reads one scalar value and writes it without its tag.
final class JsonScalars {

    private final UnknownFields unknown;

    JsonScalars(UnknownFields unknown) {
        this.unknown = unknown;
    }

    /// @return false if the value is an enum name that is not known and is to be ignored; nothing
    ///     is written then
    boolean read(FieldEntry field, JsonCursor in, ByteSink out) {
        switch (field.kind) {
            case BOOL -> out.write(bool(in) ? 1 : 0);
            case INT32 -> out.varint64(JsonIntegers.int32(in));
            case SINT32 -> out.varint32(zigZag(JsonIntegers.int32(in)));
            case UINT32 -> out.varint32(JsonIntegers.uint32(in));
            case INT64 -> out.varint64(JsonIntegers.int64(in));
            case SINT64 -> out.varint64(zigZag(JsonIntegers.int64(in)));
            case UINT64 -> out.varint64(JsonIntegers.uint64(in));
            case FIXED32 -> out.fixed32(JsonIntegers.uint32(in));
            case SFIXED32 -> out.fixed32(JsonIntegers.int32(in));
            case FIXED64 -> out.fixed64(JsonIntegers.uint64(in));
            case SFIXED64 -> out.fixed64(JsonIntegers.int64(in));
            case FLOAT -> out.fixed32(Float.floatToIntBits(JsonDecimals.float32(in)));
            case DOUBLE -> out.fixed64(Double.doubleToLongBits(JsonDecimals.float64(in)));
            case STRING -> JsonStrings.readPrefixed(in, out);
            case BYTES -> JsonBase64.readPrefixed(in, out);
            case ENUM -> {
                return enumeration(field.enumeration(), in, out);
            }
            case MESSAGE, GROUP -> throw new IllegalStateException("not a scalar: " + field.name);
        }
        return true;
    }

    private static int zigZag(int value) {
        return value << 1 ^ value >> 31;
    }

    private static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static boolean bool(JsonCursor in) {
        in.peek();
        if (in.consume(JsonSkip.TRUE)) {
            return true;
        }
        if (in.consume(JsonSkip.FALSE)) {
            return false;
        }
        throw in.unexpected("true or false");
    }

    private boolean enumeration(EnumTable table, JsonCursor in, ByteSink out) {
        int start = in.pos;
        byte first = in.peek();
        if (first == 'n' && table.isNull) {
            in.literal(JsonSkip.NULL);
            out.write(0);
            return true;
        }
        if (first != '"') {
            int number = JsonIntegers.int32(in);
            return writeNumber(table, in, start, number, !table.closed || table.has(number), out);
        }
        Slice name = JsonTokens.string(in);
        long number = table.number(name.bytes, name.from, name.to);
        return writeNumber(table, in, start, (int) number, number != EnumTable.UNKNOWN, out);
    }

    private boolean writeNumber(
            EnumTable table, JsonCursor in, int start, int number, boolean known, ByteSink out) {
        if (known) {
            out.varint64(number);
            return true;
        }
        if (unknown == UnknownFields.IGNORE) {
            return false;
        }
        in.pos = start;
        in.peek();
        throw in.unexpected("a value of " + table.fullName);
    }
}
