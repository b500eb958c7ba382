package dev.kiban.transcode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the fields of one message are. Members of a oneof that a later member has replaced are
/// left out, and so is what the schema does not know.
final class Occurrences {

    private static final int INITIAL = 4;

    private final MessageTable table;

    /// The slot in the high half, the offset of the tag in the low half, so that sorting groups by
    /// field and keeps the order of the wire within a field.
    private long[] places = new long[INITIAL];

    private int count;
    private boolean unknownEnums;

    private Occurrences(MessageTable table) {
        this.table = table;
    }

    /// Finds all fields up to the cursor's end, and leaves the cursor there.
    static Occurrences find(MessageTable table, WireFields fields, WireCursor in) {
        Occurrences found = new Occurrences(table);
        while (in.pos < in.end) {
            int start = in.pos;
            int tag = in.tag();
            FieldEntry field = table.byTag(tag, 0);
            if (field != null) {
                if (fields.isUnknown(field, tag, in)) {
                    found.unknownEnums = true;
                } else {
                    found.add((long) field.slot << 32 | start);
                }
            }
            in.skip(tag);
        }
        return found;
    }

    private void add(long place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }

    /// Whether a number was left out that its closed enum does not have.
    boolean hasUnknownEnums() {
        return unknownEnums;
    }

    /// The fields that occur, ordered by number.
    List<Pieces> fields() {
        dropReplaced();
        Arrays.sort(places, 0, count);
        List<Pieces> fields = new ArrayList<>();
        int from = 0;
        while (from < count) {
            int to = from + 1;
            while (to < count && slot(to) == slot(from)) {
                to++;
            }
            int[] offsets = new int[to - from];
            for (int i = from; i < to; i++) {
                offsets[i - from] = (int) places[i];
            }
            fields.add(new Pieces(table.fields[slot(from)], offsets));
            from = to;
        }
        return fields;
    }

    /// The pieces of the field, or null, where the message can have but one: the members of a
    /// oneof.
    @Nullable Pieces single() {
        List<Pieces> fields = fields();
        return fields.isEmpty() ? null : fields.getFirst();
    }

    /// The pieces of one field, perhaps none.
    Pieces field(FieldEntry field) {
        dropReplaced();
        int[] offsets = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (slot(i) == field.slot) {
                offsets[found++] = (int) places[i];
            }
        }
        return new Pieces(field, Arrays.copyOf(offsets, found));
    }

    private int slot(int index) {
        return (int) (places[index] >>> 32);
    }

    /// Walks backwards: the last member of a oneof stays, and so do its earlier occurrences, up to
    /// one of another member.
    private void dropReplaced() {
        int oneofs = table.slots - table.fields.length;
        if (oneofs == 0) {
            return;
        }
        @Nullable FieldEntry[] last = new FieldEntry[oneofs];
        boolean[] closed = new boolean[oneofs];
        int kept = count;
        for (int i = count - 1; i >= 0; i--) {
            FieldEntry field = table.fields[slot(i)];
            if (field.oneofSlot >= 0) {
                int oneof = field.oneofSlot - table.fields.length;
                closed[oneof] |= last[oneof] != null && last[oneof] != field;
                last[oneof] = field;
                if (closed[oneof]) {
                    continue;
                }
            }
            places[--kept] = places[i];
        }
        count -= kept;
        System.arraycopy(places, kept, places, 0, count);
    }
}
