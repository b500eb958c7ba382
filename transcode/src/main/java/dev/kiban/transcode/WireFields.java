package dev.kiban.transcode;

import dev.kiban.transcode.FieldEntry.Shape;
import java.nio.charset.StandardCharsets;

/// Prints one field: its key, and its value or values.
final class WireFields {

    private static final byte[] EMPTY_LIST = "[]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final WireMessages messages;
    private final WireMaps maps;

    WireFields(WireMessages messages) {
        this.messages = messages;
        this.maps = new WireMaps(messages, this);
    }

    WireMaps maps() {
        return maps;
    }

    /// Prints the field whose tag the cursor has just read; of a list or map, all values that
    /// follow directly.
    void print(FieldEntry field, int tag, WireCursor in, ByteSink out) {
        try {
            if (field.shape == Shape.SINGULAR) {
                singular(field, in, out);
            } else if (field.shape == Shape.REPEATED) {
                repeated(field, tag, in, out);
            } else {
                maps.print(field, in, out);
            }
        } catch (Refusal e) {
            throw e.inField(messages.shownName(field));
        }
    }

    /// The same for a field that is one scalar, as most are: short enough for a compiler to make it
    /// a part of the loop over fields.
    void printScalar(FieldEntry field, WireCursor in, ByteSink out) {
        try {
            scalar(field, in, out);
        } catch (Refusal e) {
            throw e.inField(messages.shownName(field));
        }
    }

    /// Prints a scalar with its key, unless it is the zero value of a field without presence.
    void scalar(FieldEntry field, WireCursor in, ByteSink out) {
        if (field.implicit && in.isZero(field.wireType) && !messages.printsDefaults()) {
            in.skip(field.tag);
            return;
        }
        field.scalar().printField(messages.key(field), in, out);
    }

    private void singular(FieldEntry field, WireCursor in, ByteSink out) {
        if (field.isScalar) {
            scalar(field, in, out);
        } else {
            messages.key(field, out);
            message(field, in, out);
        }
    }

    private void repeated(FieldEntry field, int firstTag, WireCursor in, ByteSink out) {
        int start = out.length;
        messages.key(field, out);
        int first = out.length;
        int tag = firstTag;
        while (tag != 0) {
            elements(field, tag, in, out);
            tag = in.nextTagOf(field);
        }
        end(field, start, first, out);
    }

    /// Puts brackets around a list or a map; if nothing is in it, takes the whole field back.
    ///
    /// @param start the length of the sink before the field
    /// @param first its length behind the key
    void end(FieldEntry field, int start, int first, ByteSink out) {
        if (out.length == first && !messages.printsDefaults()) {
            out.length = start;
        } else {
            enclose(field, first, out);
        }
    }

    /// Puts brackets around a list or a map.
    void enclose(FieldEntry field, int first, ByteSink out) {
        if (field.shape == Shape.MAP) {
            JsonBrackets.object(first, out);
        } else {
            JsonBrackets.list(first, out);
        }
    }

    /// Prints the list or map that is all there is to a message.
    void only(FieldEntry field, WireCursor in, ByteSink out) {
        int first = out.length;
        KeySet keys = new KeySet();
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag != field.tag) {
                in.skip(tag);
            } else if (field.shape == Shape.MAP) {
                maps.entry(field, keys, in, out);
            } else {
                element(field, in, out);
            }
        }
        enclose(field, first, out);
    }

    /// Prints the value, or the packed values, behind a tag of a list.
    void elements(FieldEntry field, int tag, WireCursor in, ByteSink out) {
        if (tag == field.tag) {
            element(field, in, out);
            return;
        }
        int outerEnd = in.end;
        in.end = in.lengthEnd();
        while (in.pos < in.end) {
            element(field, in, out);
        }
        in.end = outerEnd;
    }

    private void element(FieldEntry field, WireCursor in, ByteSink out) {
        if (isUnknown(field, field.tag, in)) {
            in.varint();
            return;
        }
        out.write(',');
        value(field, in, out);
    }

    /// Prints the value behind the field's tag.
    void value(FieldEntry field, WireCursor in, ByteSink out) {
        if (field.isScalar) {
            field.scalar().print(in, out);
        } else {
            message(field, in, out);
        }
    }

    private void message(FieldEntry field, WireCursor in, ByteSink out) {
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
        in.payForGroup(end - start);
        in.pos = start;
        return end;
    }

    /// Whether the value behind the tag is a number that a closed enum does not have: such a field
    /// counts as unknown.
    boolean isUnknown(FieldEntry field, int tag, WireCursor in) {
        if (!field.closedEnum || WireType.of(tag) != WireType.VARINT) {
            return false;
        }
        int start = in.pos;
        int number = (int) in.varint();
        in.pos = start;
        return !field.enumeration().has(number);
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
            field.scalar().printDefault(in, out);
        } else {
            in.pos = at;
            field.scalar().print(in, out);
        }
    }

    /// Prints what stands for the value of a field without presence when it is not in the message.
    void printEmpty(FieldEntry field, WireCursor in, ByteSink out) {
        switch (field.shape) {
            case SINGULAR -> field.scalar().printDefault(in, out);
            case REPEATED -> out.write(EMPTY_LIST);
            case MAP -> out.write(EMPTY_OBJECT);
        }
    }

    /// Prints what stands for a field that is not in the message, where its value is all there is
    /// to print.
    void printAbsent(FieldEntry field, WireCursor in, ByteSink out) {
        if (!field.descriptor.hasPresence()) {
            printEmpty(field, in, out);
        } else if (field.isPlainMessage()) {
            in.pos = in.end;
            messages.print(field.message(), in, out);
        } else {
            Verbatim.NULL.print(out);
        }
    }
}
