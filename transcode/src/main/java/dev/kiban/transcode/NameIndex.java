package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what belongs to a name that lies somewhere in an input, without making a string of it.
/// Open addressing, at most half full; names come from the schema only, so nobody can choose them
/// to collide.
final class NameIndex<T> {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[][] names;
    private final long[] heads;
    private final Object[] values;
    private final int mask;

    NameIndex(Map<String, T> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size()) * 4 - 1);
        mask = capacity - 1;
        names = new byte[capacity][];
        heads = new long[capacity];
        values = new Object[capacity];
        entries.forEach(this::put);
    }

    private void put(String name, T value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        long head = head(utf8, 0, utf8.length);
        int at = slot(head, utf8, utf8.length, utf8.length);
        while (values[at] != null) {
            at = at + 1 & mask;
        }
        names[at] = utf8;
        heads[at] = head;
        values[at] = value;
    }

    /// What belongs to the name between `from` and `to`, or null.
    @SuppressWarnings("unchecked") // only put fills the array
    @Nullable T get(byte[] bytes, int from, int to) {
        int length = to - from;
        long head = head(bytes, from, to);
        int at = slot(head, bytes, length, to);
        while (values[at] != null) {
            if (heads[at] == head && isRest(names[at], bytes, from, to)) {
                return (T) values[at];
            }
            at = at + 1 & mask;
        }
        return null;
    }

    /// The first eight bytes, or all if there are fewer, with zeros behind them.
    private static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) Words.LONG.get(bytes, from);
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) Words.LONG.get(bytes, from) & (1L << (Byte.SIZE * length)) - 1;
        }
        long head = 0;
        for (int i = to - 1; i >= from; i--) {
            head = head << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return head;
    }

    /// Mixes length, the first eight and the last eight bytes: enough to tell apart the names of
    /// one message.
    private int slot(long head, byte[] bytes, int length, int to) {
        long mixed = (head ^ length) * SPREAD;
        if (length > Long.BYTES) {
            mixed = (mixed ^ mixed >>> 29 ^ (long) Words.LONG.get(bytes, to - Long.BYTES)) * SPREAD;
        }
        return (int) (mixed >>> 40) & mask;
    }

    /// Whether a name that has the same head is the same behind it.
    private static boolean isRest(byte[] name, byte[] bytes, int from, int to) {
        int length = to - from;
        return name.length == length
                && (length <= Long.BYTES
                        || Arrays.equals(name, Long.BYTES, length, bytes, from + Long.BYTES, to));
    }
}
