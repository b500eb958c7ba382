package dev.kiban.transcode;

/// Prints `Value`, `Struct` and `ListValue` as the JSON that they stand for.
final class WireStructs {

    /// The number of `Value.number_value`.
    private static final int NUMBER = 2;

    private final WireFields fields;
    private final WireScattered scattered;

    WireStructs(WireFields fields, WireScattered scattered) {
        this.fields = fields;
        this.scattered = scattered;
    }

    /// Prints a `Struct` or a `ListValue`: what its one field, a map or a list, would be.
    void collection(MessageTable table, WireCursor in, ByteSink out) {
        FieldEntry only = table.fields[0];
        if (in.careful) {
            scattered.one(table, only, in, out);
            return;
        }
        in.descend();
        fields.only(only, in, out);
        in.ascend();
    }

    /// Prints a `Value`: the one member of its oneof, or null if there is none.
    void value(MessageTable table, WireCursor in, ByteSink out) {
        if (in.careful) {
            scatteredValue(table, in, out);
            return;
        }
        boolean printed = false;
        while (in.pos < in.end) {
            int tag = in.tag();
            FieldEntry member = table.byTag(tag, table.fields.length);
            if (member == null) {
                in.skip(tag);
                continue;
            }
            if (printed) {
                throw Scattered.INSTANCE;
            }
            printed = true;
            requireFinite(member, in);
            fields.value(member, in, out);
        }
        if (!printed) {
            Verbatim.NULL.print(out);
        }
    }

    private void scatteredValue(MessageTable table, WireCursor in, ByteSink out) {
        Pieces member = Occurrences.find(table, fields, in).single();
        if (member == null) {
            Verbatim.NULL.print(out);
            return;
        }
        member.seekLast(in);
        requireFinite(member.field, in);
        scattered.value(member, in, out);
    }

    private static void requireFinite(FieldEntry member, WireCursor in) {
        if (member.number != NUMBER) {
            return;
        }
        int start = in.pos;
        if (!Double.isFinite(Double.longBitsToDouble(in.fixed64()))) {
            throw Refusal.invalid("a Value cannot be NaN or infinite in JSON");
        }
        in.pos = start;
    }
}
