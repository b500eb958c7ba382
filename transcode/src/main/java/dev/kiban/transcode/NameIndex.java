package dev.kiban.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what belongs to a name that lies somewhere in an input, without making a string of it.
/// Open addressing, at most half full; names come from the schema only, so nobody can choose them
/// to collide.
final class NameIndex<T> {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[][] names;
    private final Object[] values;
    private final int mask;

    NameIndex(Map<String, T> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size()) * 4 - 1);
        mask = capacity - 1;
        names = new byte[capacity][];
        values = new Object[capacity];
        entries.forEach(this::put);
    }

    private void put(String name, T value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        int at = hash(utf8, 0, utf8.length) & mask;
        while (values[at] != null) {
            at = at + 1 & mask;
        }
        names[at] = utf8;
        values[at] = value;
    }

    /// What belongs to the name between `from` and `to`, or null.
    @SuppressWarnings("unchecked") // only put fills the array
    @Nullable T get(byte[] bytes, int from, int to) {
        int at = hash(bytes, from, to) & mask;
        while (values[at] != null) {
            if (Arrays.equals(names[at], 0, names[at].length, bytes, from, to)) {
                return (T) values[at];
            }
            at = at + 1 & mask;
        }
        return null;
    }

    /// Mixes length, the first eight and the last eight bytes: enough to tell apart the names of
    /// one message.
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long mixed = length * SPREAD;
        if (length >= Long.BYTES) {
            mixed ^= (long) LONG.get(bytes, from) * SPREAD;
            mixed = Long.rotateLeft(mixed, 29) ^ (long) LONG.get(bytes, to - Long.BYTES) * SPREAD;
        } else {
            long all = 0;
            for (int i = from; i < to; i++) {
                all = all << 8 | bytes[i] & 0xFF;
            }
            mixed ^= all * SPREAD;
        }
        return (int) (mixed >>> 32) ^ (int) mixed >>> 15;
    }
}
