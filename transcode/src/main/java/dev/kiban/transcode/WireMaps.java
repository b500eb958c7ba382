package dev.kiban.transcode;

/// Prints a map field as an object. Of two entries with one key the last one counts.
final class WireMaps {

    static final int ABSENT = -1;

    private final WireMessages messages;
    private final WireFields fields;

    WireMaps(WireMessages messages, WireFields fields) {
        this.messages = messages;
        this.fields = fields;
    }

    /// Prints the entry whose tag the cursor has just read, and those that follow directly.
    void print(FieldEntry map, WireCursor in, ByteSink out) {
        int start = out.length;
        messages.key(map, out);
        int first = out.length;
        KeySet keys = new KeySet();
        do {
            entry(map, keys, in, out);
        } while (in.nextTagOf(map) != 0);
        fields.end(map, start, first, out);
    }

    /// Prints one entry.
    ///
    /// @param keys the keys of the entries before it
    void entry(FieldEntry map, KeySet keys, WireCursor in, ByteSink out) {
        FieldEntry key = map.mapKey();
        FieldEntry value = map.mapValue();
        int outerEnd = in.end;
        in.end = in.lengthEnd();
        int keyAt = ABSENT;
        int valueAt = ABSENT;
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag == key.tag || tag == value.tag) {
                if ((tag == key.tag ? keyAt : valueAt) != ABSENT) {
                    throw Scattered.INSTANCE;
                }
                keyAt = tag == key.tag ? in.pos : keyAt;
                valueAt = tag == value.tag ? in.pos : valueAt;
            }
            in.skip(tag);
        }
        int end = in.pos;
        if (!isUnknown(value, valueAt, in)) {
            out.write(',');
            int printed = out.length;
            printKey(key, keyAt, in, out);
            if (keys.add(out.bytes, printed, out.length) >= 0) {
                throw Scattered.INSTANCE;
            }
            out.write(':');
            printValue(value, valueAt, in, out);
        }
        in.pos = end;
        in.end = outerEnd;
    }

    /// An entry whose value counts as an unknown field is unknown as a whole.
    boolean isUnknown(FieldEntry value, int valueAt, WireCursor in) {
        if (valueAt == ABSENT) {
            return false;
        }
        in.pos = valueAt;
        return fields.isUnknown(value, value.tag, in);
    }

    /// Prints the key in quotes, whatever it is.
    void printKey(FieldEntry key, int keyAt, WireCursor in, ByteSink out) {
        boolean bare = !key.kind.isQuoted();
        if (bare) {
            out.write('"');
        }
        if (keyAt == ABSENT) {
            key.scalar().printDefault(in, out);
        } else {
            in.pos = keyAt;
            key.scalar().print(in, out);
        }
        if (bare) {
            out.write('"');
        }
    }

    private void printValue(FieldEntry value, int valueAt, WireCursor in, ByteSink out) {
        if (valueAt != ABSENT) {
            in.pos = valueAt;
            fields.value(value, in, out);
            return;
        }
        printAbsentValue(value, in, out);
    }

    void printAbsentValue(FieldEntry value, WireCursor in, ByteSink out) {
        if (value.kind.isMessage()) {
            in.pos = in.end;
            messages.print(value.message(), in, out);
        } else {
            value.scalar().printDefault(in, out);
        }
    }
}
