package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.EnumFormat;

/// Reads one scalar value, behind its tag, and prints it.
final class WireScalars {

    private final EnumFormat enums;

    WireScalars(EnumFormat enums) {
        this.enums = enums;
    }

    void print(FieldEntry field, WireCursor in, ByteSink out) {
        switch (field.kind) {
            case BOOL -> out.write(in.varint() != 0 ? JsonSkip.TRUE : JsonSkip.FALSE);
            case INT32 -> JsonDigits.int32((int) in.varint(), out);
            case SINT32 -> JsonDigits.int32(zigZag((int) in.varint()), out);
            case UINT32 -> JsonDigits.uint32((int) in.varint(), out);
            case FIXED32 -> JsonDigits.uint32(in.fixed32(), out);
            case SFIXED32 -> JsonDigits.int32(in.fixed32(), out);
            case INT64 -> quoted(in.varint(), out);
            case SINT64 -> quoted(zigZag(in.varint()), out);
            case UINT64 -> quotedUnsigned(in.varint(), out);
            case FIXED64 -> quotedUnsigned(in.fixed64(), out);
            case SFIXED64 -> quoted(in.fixed64(), out);
            case FLOAT -> JsonFractions.float32(Float.intBitsToFloat(in.fixed32()), out);
            case DOUBLE -> JsonFractions.float64(Double.longBitsToDouble(in.fixed64()), out);
            case STRING -> {
                int to = in.lengthEnd();
                JsonText.print(in.bytes, in.pos, to, out);
                in.pos = to;
            }
            case BYTES -> {
                int to = in.lengthEnd();
                JsonBase64.print(in.bytes, in.pos, to, out);
                in.pos = to;
            }
            case ENUM -> enumeration(field.enumeration(), (int) in.varint(), out);
            case MESSAGE, GROUP -> throw new IllegalStateException("not a scalar: " + field.name);
        }
    }

    /// Prints the value that a field without presence has when it is not in the message.
    void printDefault(FieldEntry field, ByteSink out) {
        switch (field.kind) {
            case BOOL -> out.write(JsonSkip.FALSE);
            case INT32, SINT32, UINT32, FIXED32, SFIXED32, FLOAT, DOUBLE -> out.write('0');
            case INT64, SINT64, UINT64, FIXED64, SFIXED64 -> quoted(0, out);
            case STRING, BYTES -> {
                out.write('"');
                out.write('"');
            }
            case ENUM -> enumeration(field.enumeration(), field.enumeration().defaultNumber, out);
            case MESSAGE, GROUP -> throw new IllegalStateException("not a scalar: " + field.name);
        }
    }

    private void enumeration(EnumTable table, int number, ByteSink out) {
        if (table.isNull) {
            out.write(JsonSkip.NULL);
            return;
        }
        byte[] name = enums == EnumFormat.NAME ? table.name(number) : null;
        if (name != null) {
            out.write(name);
        } else {
            JsonDigits.int32(number, out);
        }
    }

    private static void quoted(long value, ByteSink out) {
        out.write('"');
        JsonDigits.int64(value, out);
        out.write('"');
    }

    private static void quotedUnsigned(long value, ByteSink out) {
        out.write('"');
        JsonDigits.uint64(value, out);
        out.write('"');
    }

    private static int zigZag(int value) {
        return value >>> 1 ^ -(value & 1);
    }

    private static long zigZag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
