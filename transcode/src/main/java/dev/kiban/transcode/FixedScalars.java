package dev.kiban.transcode;

/// The kinds that have four or eight bytes on the wire.
final class FixedScalars {

    private FixedScalars() {}

    /// A number.
    static final class Fixed32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            int value = (int) JsonIntegers.uint32(in);
            if (value != 0 || !field.implicit) {
                out.fixed32(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed32((int) JsonIntegers.uint32(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.uint32(in.fixed32(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.uint32(0, out);
        }
    }

    /// A number.
    static final class Sfixed32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            int value = JsonIntegers.int32(in);
            if (value != 0 || !field.implicit) {
                out.fixed32(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed32(JsonIntegers.int32(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.int32(in.fixed32(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.int32(0, out);
        }
    }

    /// A number, printed as a string.
    static final class Fixed64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.uint64(in);
            if (value != 0 || !field.implicit) {
                out.fixed64(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed64(JsonIntegers.uint64(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.quotedUint64(in.fixed64(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.quotedUint64(0, out);
        }
    }

    /// A number, printed as a string.
    static final class Sfixed64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = JsonIntegers.int64(in);
            if (value != 0 || !field.implicit) {
                out.fixed64(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed64(JsonIntegers.int64(in));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(in.fixed64(), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonDigits.quotedInt64(0, out);
        }
    }

    /// A decimal, or a word for what is not finite.
    static final class Float32 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            int value = Float.floatToIntBits(JsonDecimals.float32(in));
            if (value != 0 || !field.implicit) {
                out.fixed32(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed32(Float.floatToIntBits(JsonDecimals.float32(in)));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonFractions.float32(Float.intBitsToFloat(in.fixed32()), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonFractions.float32(0, out);
        }
    }

    /// A decimal, or a word for what is not finite.
    static final class Float64 extends Scalar {

        @Override
        void readField(FieldEntry field, JsonCursor in, ByteSink out) {
            long value = Double.doubleToLongBits(JsonDecimals.float64(in));
            if (value != 0 || !field.implicit) {
                out.fixed64(field, value);
            }
        }

        @Override
        boolean readValue(JsonCursor in, ByteSink out) {
            out.fixed64(Double.doubleToLongBits(JsonDecimals.float64(in)));
            return true;
        }

        @Override
        void print(WireCursor in, ByteSink out) {
            JsonFractions.float64(Double.longBitsToDouble(in.fixed64()), out);
        }

        @Override
        void printDefault(WireCursor in, ByteSink out) {
            JsonFractions.float64(0, out);
        }
    }
}
