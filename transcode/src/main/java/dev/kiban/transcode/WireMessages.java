package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.FieldNames;

/// Reads a message and prints it as JSON.
final class WireMessages {

    private final boolean protoNames;
    private final boolean printsDefaults;
    private final WireFields fields;
    private final WireScattered scattered;
    private final WireStructs structs;
    private final WireAnys anys;

    WireMessages(Schema schema, JsonOptions options) {
        this.protoNames = options.fieldNames() == FieldNames.PROTO;
        this.printsDefaults = options.defaults() == Defaults.PRINT;
        this.fields = new WireFields(this);
        this.scattered = new WireScattered(this, fields);
        this.structs = new WireStructs(fields, scattered);
        this.anys = new WireAnys(schema, this);
    }

    /// Prints the message between the cursor's position and its end, in whatever JSON form its type
    /// has.
    void print(MessageTable table, WireCursor in, ByteSink out) {
        if (table.wellKnown == WellKnown.NONE) {
            object(table, in, out);
            return;
        }
        switch (table.wellKnown) {
            case NONE -> throw new IllegalStateException("handled above");
            case ANY -> anys.print(in, out);
            case TIMESTAMP -> JsonTimes.printTimestamp(in, out);
            case DURATION -> JsonTimes.printDuration(in, out);
            case FIELD_MASK -> JsonMasks.print(in, out);
            case STRUCT, LIST_VALUE -> structs.collection(table, in, out);
            case VALUE -> structs.value(table, in, out);
            case WRAPPER -> fields.lastValue(table.fields[0], in, out);
        }
    }

    /// Prints the value of one field of the message between the cursor's position and its end.
    void printOne(MessageTable table, FieldEntry field, WireCursor in, ByteSink out) {
        scattered.one(table, field, in, out);
    }

    private void object(MessageTable table, WireCursor in, ByteSink out) {
        int start = out.length;
        members(table, in, out);
        JsonBrackets.object(start, out);
    }

    /// Prints the members of the object that the message is, each with a comma in front.
    void members(MessageTable table, WireCursor in, ByteSink out) {
        in.descend();
        if (in.careful) {
            scattered.members(table, in, out);
        } else {
            inOrder(table, in, out);
        }
        in.ascend();
    }

    /// Each field comes once, with all its values: print it where it comes.
    ///
    /// Writers mostly keep the order of the schema, so a field that comes in order cannot have come
    /// before, and what comes next is mostly the field that follows. Only for the others it matters
    /// which were seen. Slots share bits modulo 64: a field that looks as if it had been seen makes
    /// the message scattered, which is slower but right in any case.
    private void inOrder(MessageTable table, WireCursor in, ByteSink out) {
        long seen = 0;
        long seenOneofs = 0;
        int next = 0;
        FieldEntry expected = table.first();
        while (in.pos < in.end) {
            int tag = in.tag();
            if (expected != null && expected.plainTag == tag) {
                FieldEntry field = expected;
                expected = field.following;
                next = field.slot + 1;
                seen |= field.bit;
                fields.printScalar(field, in, out);
                continue;
            }
            FieldEntry field = table.byTag(tag, next);
            if (field == null || fields.isUnknown(field, tag, in)) {
                in.skip(tag);
                continue;
            }
            int slot = field.slot;
            if (slot < next && (seen & field.bit) != 0) {
                throw Scattered.INSTANCE;
            }
            seen |= field.bit;
            if (printsDefaults) {
                seen |= printAbsent(table, next, slot, in, out);
            }
            if (slot >= next) {
                next = slot + 1;
                expected = field.following;
            }
            if (field.oneofSlot >= 0) {
                seenOneofs = withOneof(field, seenOneofs);
            }
            fields.print(field, tag, in, out);
        }
        if (printsDefaults) {
            printAbsent(table, next, table.fields.length, in, out);
        }
    }

    private static long withOneof(FieldEntry field, long seen) {
        if ((seen >>> field.oneofSlot & 1) != 0) {
            throw Scattered.INSTANCE;
        }
        return seen | 1L << field.oneofSlot;
    }

    /// Prints the defaults of fields that the message has left out, in their place.
    ///
    /// @return their bits: should they come later after all, the message is scattered
    long printAbsent(MessageTable table, int from, int to, WireCursor in, ByteSink out) {
        long printed = 0;
        for (int slot = from; slot < to; slot++) {
            FieldEntry field = table.fields[slot];
            if (field.printedWhenAbsent) {
                printed |= field.bit;
                key(field, out);
                fields.printEmpty(field, in, out);
            }
        }
        return printed;
    }

    boolean printsDefaults() {
        return printsDefaults;
    }

    /// Prints a comma, the key, and a colon.
    void key(FieldEntry field, ByteSink out) {
        key(field).print(out);
    }

    /// A comma, the key, and a colon.
    Verbatim key(FieldEntry field) {
        return protoNames ? field.protoKey : field.jsonKey;
    }

    /// The name to show in refusals.
    String shownName(FieldEntry field) {
        return protoNames ? field.name : field.jsonName;
    }
}
