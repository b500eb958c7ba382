package dev.kiban.transcode;

import dev.kiban.transcode.FieldEntry.Shape;

/// Prints one field: its key, and its value or values.
final class WireFields {

    private static final byte[] EMPTY_LIST = {'[', ']'};
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final WireMessages messages;
    private final WireScalars scalars;
    private final WireMaps maps;

    WireFields(WireMessages messages, WireScalars scalars) {
        this.messages = messages;
        this.scalars = scalars;
        this.maps = new WireMaps(messages, this, scalars);
    }

    WireMaps maps() {
        return maps;
    }

    /// Prints the field whose tag the cursor has just read; of a list or map, all values that
    /// follow directly.
    void print(FieldEntry field, int tag, WireCursor in, ByteSink out) {
        try {
            switch (field.shape) {
                case SINGULAR -> singular(field, in, out);
                case REPEATED -> repeated(field, tag, in, out);
                case MAP -> maps.print(field, in, out);
            }
        } catch (Refusal e) {
            throw e.inField(messages.shownName(field));
        }
    }

    void singular(FieldEntry field, WireCursor in, ByteSink out) {
        if (field.implicit && !messages.printsDefaults() && isZero(field, in)) {
            in.skip(field.tag);
            return;
        }
        messages.key(field, out);
        value(field, in, out);
    }

    private static boolean isZero(FieldEntry field, WireCursor in) {
        int size =
                switch (field.kind.wireType) {
                    case WireType.FIXED32 -> Integer.BYTES;
                    case WireType.FIXED64 -> Long.BYTES;
                    default -> 1;
                };
        int to = Math.min(in.pos + size, in.end);
        for (int at = in.pos; at < to; at++) {
            if (in.bytes[at] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Prints the list or map that is all there is to a message, in its brackets.
    void only(FieldEntry field, WireCursor in, ByteSink out) {
        boolean isMap = field.shape == Shape.MAP;
        out.write(isMap ? '{' : '[');
        int first = out.length;
        KeySet keys = new KeySet();
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag != field.tag) {
                in.skip(tag);
            } else if (isMap) {
                maps.entry(field, keys, in, out);
            } else {
                element(field, first, in, out);
            }
        }
        out.write(isMap ? '}' : ']');
    }

    /// Prints the value of the one scalar field of a message, the last one if it comes several
    /// times.
    void lastValue(FieldEntry field, WireCursor in, ByteSink out) {
        int at = WireMaps.ABSENT;
        while (in.pos < in.end) {
            int tag = in.tag();
            at = tag == field.tag ? in.pos : at;
            in.skip(tag);
        }
        if (at == WireMaps.ABSENT) {
            scalars.printDefault(field, out);
            return;
        }
        in.pos = at;
        scalars.print(field, in, out);
        in.pos = in.end;
    }

    private void repeated(FieldEntry field, int firstTag, WireCursor in, ByteSink out) {
        int start = out.length;
        messages.key(field, out);
        out.write('[');
        int first = out.length;
        int tag = firstTag;
        while (tag != 0) {
            elements(field, tag, first, in, out);
            tag = in.nextTagOf(field);
        }
        end(']', start, first, out);
    }

    /// Ends a list or map; if nothing is in it, takes the whole field back.
    ///
    /// @param start the length of the sink before the field
    /// @param first its length behind the opening bracket
    void end(char bracket, int start, int first, ByteSink out) {
        if (out.length == first && !messages.printsDefaults()) {
            out.length = start;
        } else {
            out.write(bracket);
        }
    }

    /// Prints the value, or the packed values, behind a tag of a list.
    void elements(FieldEntry field, int tag, int first, WireCursor in, ByteSink out) {
        if (tag == field.tag) {
            element(field, first, in, out);
            return;
        }
        int outerEnd = in.end;
        in.end = in.lengthEnd();
        while (in.pos < in.end) {
            element(field, first, in, out);
        }
        in.end = outerEnd;
    }

    private void element(FieldEntry field, int first, WireCursor in, ByteSink out) {
        if (field.closedEnum && isUnknown(field, field.tag, in)) {
            in.varint();
            return;
        }
        if (out.length > first) {
            out.write(',');
        }
        value(field, in, out);
    }

    /// Prints the value behind the field's tag.
    void value(FieldEntry field, WireCursor in, ByteSink out) {
        if (!field.kind.isMessage()) {
            scalars.print(field, in, out);
            return;
        }
        int outerEnd = in.end;
        in.end = contentEnd(field, in);
        messages.print(field.message(), in, out);
        in.pos = in.end;
        in.end = outerEnd;
        if (field.kind == Kind.GROUP) {
            in.tag();
        }
    }

    /// Where the message behind the field's tag ends. The cursor stays at its start.
    static int contentEnd(FieldEntry field, WireCursor in) {
        if (field.kind == Kind.MESSAGE) {
            return in.lengthEnd();
        }
        int start = in.pos;
        int end = in.groupEnd(field.number);
        in.pos = start;
        return end;
    }

    /// Whether the value behind the tag is a number that a closed enum does not have: such a field
    /// counts as unknown.
    boolean isUnknown(FieldEntry field, int tag, WireCursor in) {
        if (WireType.of(tag) != WireType.VARINT) {
            return false;
        }
        int start = in.pos;
        int number = (int) in.varint();
        in.pos = start;
        return !field.enumeration().has(number);
    }

    /// Prints what stands for the value of a field without presence when it is not in the message.
    void printEmpty(FieldEntry field, ByteSink out) {
        switch (field.shape) {
            case SINGULAR -> scalars.printDefault(field, out);
            case REPEATED -> out.write(EMPTY_LIST);
            case MAP -> out.write(EMPTY_OBJECT);
        }
    }

    /// Prints what stands for a field that is not in the message, where its value is all there is
    /// to print.
    void printAbsent(FieldEntry field, WireCursor in, ByteSink out) {
        if (!field.descriptor.hasPresence()) {
            printEmpty(field, out);
        } else if (field.isPlainMessage()) {
            in.pos = in.end;
            messages.print(field.message(), in, out);
        } else {
            out.write(JsonSkip.NULL);
        }
    }
}
