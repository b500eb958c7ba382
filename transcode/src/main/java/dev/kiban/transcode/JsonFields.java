package dev.kiban.transcode;

import dev.kiban.transcode.FieldEntry.Shape;

/// Reads the value of one field, and writes the field with its tag.
final class JsonFields {

    private final JsonMessages messages;
    private final JsonMaps maps;

    JsonFields(JsonMessages messages) {
        this.messages = messages;
        this.maps = new JsonMaps(this);
    }

    /// Reads a value that is not a null which means absence.
    void read(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        if (field.shape == Shape.SINGULAR) {
            singular(field, in, bound, out);
        } else if (field.shape == Shape.REPEATED) {
            repeated(field, in, out);
        } else {
            maps.read(field, in, out);
        }
    }

    private void singular(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        if (bound == BoundNode.NONE && field.isScalar) {
            field.scalar().readField(field, in, out);
        } else if (bound.hasLeaf(field)) {
            int start = out.length;
            element(field, in, BoundNode.NONE, out);
            bound.requireSame(field, out.bytes, start, out.length);
            out.truncate(start);
        } else if (field.kind.isMessage()) {
            element(field, in, bound.within(field), out);
        } else {
            field.scalar().readField(field, in, out);
        }
    }

    private void repeated(FieldEntry field, JsonCursor in, ByteSink out) {
        int start = out.length;
        int mark = 0;
        in.open('[');
        if (in.isClosed(']')) {
            in.leave();
            return;
        }
        if (field.packed) {
            out.varint32(field.packedTag);
            mark = out.beginLength();
        }
        int index = 0;
        try {
            do {
                if (field.packed) {
                    field.scalar().readValue(in, out);
                } else {
                    element(field, in, BoundNode.NONE, out);
                }
                index++;
            } while (in.hasMore(']'));
        } catch (Refusal e) {
            throw e.inElement(index);
        }
        in.leave();
        if (field.packed) {
            endPacked(out, start, mark);
        }
    }

    private static void endPacked(ByteSink out, int start, int mark) {
        if (out.length == mark + 1) {
            out.length = start;
        } else {
            out.endLength(mark);
        }
    }

    /// Reads one value of the field and writes it with its tag, or nothing if it is to be ignored.
    ///
    /// @return whether it was written
    boolean element(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        int start = out.length;
        out.tag(field);
        switch (field.kind) {
            case MESSAGE -> {
                int mark = out.beginLength();
                messages.read(field.message(), in, bound, out);
                out.endLength(mark);
            }
            case GROUP -> {
                messages.read(field.message(), in, bound, out);
                out.varint32(WireType.tag(field.number, WireType.END_GROUP));
            }
            default -> {
                if (!field.scalar().readValue(in, out)) {
                    out.length = start;
                    return false;
                }
            }
        }
        return true;
    }
}
