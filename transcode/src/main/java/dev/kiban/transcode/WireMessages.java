package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.FieldNames;

/// Reads a message and prints it as JSON.
final class WireMessages {

    private final JsonOptions options;
    private final WireFields fields;
    private final WireScattered scattered;
    private final WireStructs structs;
    private final WireAnys anys;

    WireMessages(Schema schema, JsonOptions options) {
        this.options = options;
        WireScalars scalars = new WireScalars(options.enums());
        this.fields = new WireFields(this, scalars);
        this.scattered = new WireScattered(this, fields);
        this.structs = new WireStructs(fields, scattered);
        this.anys = new WireAnys(schema, this);
    }

    /// Prints the message between the cursor's position and its end, in whatever JSON form its type
    /// has.
    void print(MessageTable table, WireCursor in, ByteSink out) {
        switch (table.wellKnown) {
            case NONE -> object(table, in, out);
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
        out.write('{');
        members(table, in, out);
        out.write('}');
    }

    /// Prints the members of the object that the message is, without braces.
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
    private void inOrder(MessageTable table, WireCursor in, ByteSink out) {
        int frame = in.seen.push(table.slots);
        int next = 0;
        while (in.pos < in.end) {
            int tag = in.tag();
            FieldEntry field = table.byTag(tag, next);
            if (field == null || field.closedEnum && fields.isUnknown(field, tag, in)) {
                in.skip(tag);
                continue;
            }
            if (!in.seen.add(frame, field.slot)
                    || field.oneofSlot >= 0 && !in.seen.add(frame, field.oneofSlot)) {
                throw Scattered.INSTANCE;
            }
            if (printsDefaults()) {
                skipped(table, in, frame, next, field.slot, out);
            }
            next = field.slot + 1;
            fields.print(field, tag, in, out);
        }
        if (printsDefaults()) {
            skipped(table, in, frame, next, table.fields.length, out);
        }
        in.seen.pop(frame);
    }

    /// Prints the defaults of fields that the message has left out, in their place; should they
    /// come later after all, the message is scattered.
    private void skipped(
            MessageTable table, WireCursor in, int frame, int from, int to, ByteSink out) {
        for (int slot = from; slot < to; slot++) {
            if (in.seen.add(frame, slot)) {
                printAbsent(table.fields[slot], out);
            }
        }
    }

    boolean printsDefaults() {
        return options.defaults() == Defaults.PRINT;
    }

    void printAbsent(FieldEntry field, ByteSink out) {
        if (field.descriptor.hasPresence() || field.descriptor.isExtension()) {
            return;
        }
        key(field, out);
        fields.printEmpty(field, out);
    }

    /// Prints a comma unless this is the first member, and the key with its colon.
    void key(FieldEntry field, ByteSink out) {
        if (out.bytes[out.length - 1] != '{') {
            out.write(',');
        }
        out.write(options.fieldNames() == FieldNames.JSON ? field.jsonKey : field.protoKey);
    }

    /// The name to show in refusals.
    String shownName(FieldEntry field) {
        return options.fieldNames() == FieldNames.JSON ? field.jsonName : field.name;
    }
}
