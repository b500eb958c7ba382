package dev.kiban.transcode;

import dev.kiban.transcode.FieldEntry.Shape;

/// The careful way through a message: fields in any order and several times. Of a singular field
/// the last value counts, messages are merged, lists continue, and of several members of a oneof
/// the last one stays.
final class WireScattered {

    private final WireMessages messages;
    private final WireFields fields;
    private final WireScatteredMaps maps;

    WireScattered(WireMessages messages, WireFields fields) {
        this.messages = messages;
        this.fields = fields;
        this.maps = new WireScatteredMaps(this, fields);
    }

    void members(MessageTable table, WireCursor in, ByteSink out) {
        int next = 0;
        Occurrences found = Occurrences.find(table, fields, in);
        for (Pieces pieces : found.fields()) {
            if (messages.printsDefaults()) {
                messages.printAbsent(table, next, pieces.field.slot, in, out);
            }
            next = pieces.field.slot + 1;
            field(pieces, in, out);
        }
        if (messages.printsDefaults()) {
            messages.printAbsent(table, next, table.fields.length, in, out);
        }
        in.pos = in.end;
    }

    private void field(Pieces pieces, WireCursor in, ByteSink out) {
        try {
            switch (pieces.field.shape) {
                case SINGULAR -> singular(pieces, in, out);
                case REPEATED, MAP -> several(pieces, in, out);
            }
        } catch (Refusal e) {
            throw e.inField(messages.shownName(pieces.field));
        }
    }

    private void singular(Pieces pieces, WireCursor in, ByteSink out) {
        if (pieces.field.kind.isMessage()) {
            messages.key(pieces.field, out);
            value(pieces, in, out);
        } else {
            pieces.seekLast(in);
            fields.scalar(pieces.field, in, out);
        }
    }

    private void several(Pieces pieces, WireCursor in, ByteSink out) {
        int start = out.length;
        messages.key(pieces.field, out);
        int first = out.length;
        content(pieces, in, out);
        fields.end(pieces.field, start, first, out);
    }

    /// Prints the elements or entries, each with a comma in front.
    private void content(Pieces pieces, WireCursor in, ByteSink out) {
        if (pieces.field.shape == Shape.MAP) {
            maps.print(pieces, in, out);
            return;
        }
        for (int i = 0; i < pieces.count(); i++) {
            int tag = pieces.seek(i, in);
            fields.elements(pieces.field, tag, in, out);
        }
    }

    /// Prints the value of one field of a message, without its key.
    void one(MessageTable table, FieldEntry field, WireCursor in, ByteSink out) {
        in.descend();
        Pieces pieces = Occurrences.find(table, fields, in).field(field);
        try {
            if (pieces.count() == 0) {
                fields.printAbsent(field, in, out);
            } else if (field.shape == Shape.SINGULAR) {
                value(pieces, in, out);
            } else {
                int first = out.length;
                content(pieces, in, out);
                fields.enclose(field, first, out);
            }
        } catch (Refusal e) {
            throw e.inField(messages.shownName(field));
        }
        in.ascend();
    }

    /// Prints the one value that all pieces of a singular field are together.
    void value(Pieces pieces, WireCursor in, ByteSink out) {
        if (!pieces.field.kind.isMessage() || pieces.count() == 1) {
            pieces.seekLast(in);
            fields.value(pieces.field, in, out);
            return;
        }
        byte[] outerBytes = in.bytes;
        int outerEnd = in.end;
        byte[] merged = merged(pieces, in);
        in.bytes = merged;
        in.pos = 0;
        in.end = merged.length;
        messages.print(pieces.field.message(), in, out);
        in.bytes = outerBytes;
        in.end = outerEnd;
    }

    private static byte[] merged(Pieces pieces, WireCursor in) {
        ByteSink merged = new ByteSink(in.end);
        for (int i = 0; i < pieces.count(); i++) {
            pieces.seek(i, in);
            int contentEnd = WireFields.contentEnd(pieces.field, in);
            in.payForMerge(contentEnd - in.pos);
            merged.write(in.bytes, in.pos, contentEnd);
        }
        return merged.toByteArray();
    }
}
