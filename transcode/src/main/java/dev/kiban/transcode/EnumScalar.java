package dev.kiban.transcode;

/// A value of an enum: its number on the wire, its name in JSON, or its number where there is no
/// name.
final class EnumScalar extends Scalar {

    private final EnumTable table;

    EnumScalar(EnumTable table) {
        this.table = table;
    }

    @Override
    void readField(FieldEntry field, JsonCursor in, ByteSink out) {
        long number = number(in);
        if (number != EnumTable.UNKNOWN && (number != 0 || !field.implicit)) {
            out.varint(field, number);
        }
    }

    @Override
    boolean readValue(JsonCursor in, ByteSink out) {
        long number = number(in);
        if (number == EnumTable.UNKNOWN) {
            return false;
        }
        out.varint64(number);
        return true;
    }

    /// @return the number, or [EnumTable#UNKNOWN] if there is none and that is to be ignored
    private long number(JsonCursor in) {
        byte first = in.peek();
        int start = in.pos;
        if (first == 'n' && table.isNull) {
            in.literal(JsonLiterals.NULL);
            return 0;
        }
        long number;
        if (first == '"') {
            Slice name = JsonTokens.string(in);
            number = table.number(name.bytes, name.from, name.to);
        } else {
            number = JsonIntegers.int32(in);
            if (table.closed && !table.has((int) number)) {
                number = EnumTable.UNKNOWN;
            }
        }
        if (number == EnumTable.UNKNOWN && !in.ignoresUnknown) {
            in.pos = start;
            throw in.unexpected("a value of " + table.fullName);
        }
        return number;
    }

    @Override
    void printField(Verbatim key, WireCursor in, ByteSink out) {
        int number = (int) in.varint();
        Verbatim name = in.printsEnumNumbers ? null : table.name(number);
        if (name == null || table.isNull) {
            key.print(out);
            print(number, in, out);
        } else {
            out.ensure(key.room() + name.room());
            out.length = name.put(out.bytes, key.put(out.bytes, out.length));
        }
    }

    @Override
    void print(WireCursor in, ByteSink out) {
        print((int) in.varint(), in, out);
    }

    @Override
    void printDefault(WireCursor in, ByteSink out) {
        print(table.defaultNumber, in, out);
    }

    private void print(int number, WireCursor in, ByteSink out) {
        if (table.isNull) {
            Verbatim.NULL.print(out);
            return;
        }
        Verbatim name = in.printsEnumNumbers ? null : table.name(number);
        if (name != null) {
            name.print(out);
        } else {
            JsonDigits.int32(number, out);
        }
    }
}
