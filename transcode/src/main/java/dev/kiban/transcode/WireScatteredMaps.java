package dev.kiban.transcode;

import java.util.BitSet;

/// Prints a map whose entries are scattered, or have keys that come twice, or are scattered in
/// themselves. The last entry of a key stands where it comes.
final class WireScatteredMaps {

    private final WireScattered scattered;
    private final WireFields fields;

    WireScatteredMaps(WireScattered scattered, WireFields fields) {
        this.scattered = scattered;
        this.fields = fields;
    }

    /// Prints the entries, each with a comma in front.
    void print(Pieces map, WireCursor in, ByteSink out) {
        BitSet counting = counting(map, in);
        int outerEnd = in.end;
        for (int i = counting.nextSetBit(0); i >= 0; i = counting.nextSetBit(i + 1)) {
            Occurrences found = entry(map, i, in);
            out.write(',');
            key(map.field.mapKey(), found, in, out);
            out.write(':');
            value(map.field.mapValue(), found, in, out);
            in.end = outerEnd;
        }
    }

    /// Which entries count: the last one of each key, of those that are not unknown as a whole.
    private BitSet counting(Pieces map, WireCursor in) {
        BitSet counting = new BitSet(map.count());
        int[] lastOfKey = new int[map.count()];
        int distinct = 0;
        KeySet keys = new KeySet();
        ByteSink printed = new ByteSink(Integer.MAX_VALUE - ByteSink.SLACK);
        int outerEnd = in.end;
        for (int i = 0; i < map.count(); i++) {
            Occurrences found = entry(map, i, in);
            if (!found.hasUnknownEnums() || found.field(map.field.mapValue()).count() > 0) {
                int from = printed.length;
                key(map.field.mapKey(), found, in, printed);
                int same = keys.add(printed.bytes, from, printed.length);
                if (same >= 0) {
                    counting.clear(lastOfKey[same]);
                }
                lastOfKey[same < 0 ? distinct++ : same] = i;
                counting.set(i);
            }
            in.end = outerEnd;
        }
        return counting;
    }

    /// Steps into an entry, up to its end.
    private Occurrences entry(Pieces map, int index, WireCursor in) {
        map.seek(index, in);
        in.end = in.lengthEnd();
        return Occurrences.find(map.field.message(), fields, in);
    }

    private void key(FieldEntry key, Occurrences found, WireCursor in, ByteSink out) {
        Pieces pieces = found.field(key);
        int at = WireMaps.ABSENT;
        if (pieces.count() > 0) {
            pieces.seekLast(in);
            at = in.pos;
        }
        fields.maps().printKey(key, at, in, out);
    }

    private void value(FieldEntry value, Occurrences found, WireCursor in, ByteSink out) {
        Pieces pieces = found.field(value);
        if (pieces.count() > 0) {
            scattered.value(pieces, in, out);
        } else {
            fields.maps().printAbsentValue(value, in, out);
        }
    }
}
