package dev.kiban.transcode;

/// Reads the value of one field, and writes the field with its tag.
final class JsonFields {

    private final JsonMessages messages;
    private final JsonScalars scalars;
    private final JsonMaps maps;

    JsonFields(JsonMessages messages, JsonScalars scalars) {
        this.messages = messages;
        this.scalars = scalars;
        this.maps = new JsonMaps(this, scalars);
    }

    /// Reads a value that is not a null which means absence.
    void read(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        switch (field.shape) {
            case SINGULAR -> singular(field, in, bound, out);
            case REPEATED -> repeated(field, in, out);
            case MAP -> maps.read(field, in, out);
        }
    }

    private void singular(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        int start = out.length;
        if (bound != BoundNode.NONE && bound.hasLeaf(field)) {
            element(field, in, BoundNode.NONE, out);
            bound.requireSame(field, out.bytes, start, out.length);
            out.truncate(start);
            return;
        }
        element(field, in, bound.within(field), out);
        if (field.implicit && isZero(field, out, start)) {
            out.length = start;
        }
    }

    /// Whether the value behind the tag is the zero value, which a field without presence does not
    /// need to send.
    private static boolean isZero(FieldEntry field, ByteSink out, int start) {
        int value = start + ByteSink.varintSize(field.tag);
        for (int i = value; i < out.length; i++) {
            if (out.bytes[i] != 0) {
                return false;
            }
        }
        return out.length > start;
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
                    scalars.read(field, in, out);
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
        out.varint32(field.tag);
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
                if (!scalars.read(field, in, out)) {
                    out.length = start;
                    return false;
                }
            }
        }
        return true;
    }
}
