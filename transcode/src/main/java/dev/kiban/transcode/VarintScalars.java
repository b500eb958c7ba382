package dev.kiban.transcode;

/// The kinds that are varints on the wire.
final class VarintScalars {

    private VarintScalars() {}

    /// `true` or `false`.
    static final class Bool extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonLiterals.bool(in);
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(JsonLiterals.bool(in));
            return true;
        }

        @Override
        void printField(Verbatim key, WireCursor in, ByteSink out) {
            Verbatim value = in.varint() != 0 ? Verbatim.TRUE : Verbatim.FALSE;
            out.ensure(key.room() + value.room());
            out.length = value.put(out.bytes, key.put(out.bytes, out.length));
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            (in.varint() != 0 ? Verbatim.TRUE : Verbatim.FALSE).print(out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            Verbatim.FALSE.print(out);
        }
    }

    /// A number.
    static final class Int32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.int32(in);
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(JsonIntegers.int32(in));
            return true;
        }

        @Override
        void printField(Verbatim key, WireCursor in, ByteSink out) {
            int value = (int) in.varint();
            if (value >= 0) {
                out.ensure(key.room() + JsonDigits.MAX_CHARS);
                JsonDigits.positive(value, out, key.put(out.bytes, out.length));
            } else {
                key.print(out);
                JsonDigits.int32(value, out);
            }
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.int32((int) in.varint(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.int32(0, out);
        }
    }

    /// A number, zigzag on the wire.
    static final class Sint32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = zigZag(JsonIntegers.int32(in));
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(zigZag(JsonIntegers.int32(in)));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.int32(unZigZag((int) in.varint()), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.int32(0, out);
        }
    }

    /// A number.
    static final class Uint32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.uint32(in);
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(JsonIntegers.uint32(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.uint32((int) in.varint(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.uint32(0, out);
        }
    }

    /// A number, printed as a string.
    static final class Int64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.int64(in);
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(JsonIntegers.int64(in));
            return true;
        }

        @Override
        void printField(Verbatim key, WireCursor in, ByteSink out) {
            long value = in.varint();
            if (value == (value & Integer.MAX_VALUE)) {
                out.ensure(key.room() + JsonDigits.MAX_CHARS);
                JsonDigits.quoted((int) value, out, key.put(out.bytes, out.length));
            } else {
                key.print(out);
                JsonDigits.quotedInt64(value, out);
            }
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(in.varint(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(0, out);
        }
    }

    /// A number, printed as a string, zigzag on the wire.
    static final class Sint64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = zigZag(JsonIntegers.int64(in));
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(zigZag(JsonIntegers.int64(in)));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(unZigZag(in.varint()), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(0, out);
        }
    }

    /// A number, printed as a string.
    static final class Uint64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.uint64(in);
            if (value != 0 || !field.implicit) {
                out.varint(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.varint64(JsonIntegers.uint64(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.quotedUint64(in.varint(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.quotedUint64(0, out);
        }
    }

    /// Small numbers of either sign become small unsigned ones: 0, -1, 1, -2 are 0, 1, 2, 3.
    private static long zigZag(int value) {
        return Integer.toUnsignedLong(value << 1 ^ value >> 31);
    }

    private static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static int unZigZag(int value) {
        return value >>> 1 ^ -(value & 1);
    }

    private static long unZigZag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
