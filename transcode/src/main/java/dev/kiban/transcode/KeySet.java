package dev.kiban.transcode;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// The keys of one map so far, as places in an array of bytes: finds one that comes twice. The
/// array may move between calls, the places may not.
///
/// Clients choose the keys. Were the hash the same in every process, they could send many that
/// share one slot, and each would be compared with all before it: 60,000 such keys, less than a
/// megabyte, took 15 seconds.
final class KeySet {

    private static final int FEW = 8;
    private static final int[] NONE = {};
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// Not injected as randomness should be: nobody can see it but by the time that a map takes.
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private final long seed;

    /// Where each key starts and where it ends.
    private int[] places = NONE;

    private int count;

    /// Open addressing, at most half full: one more than the key's number; made when there are more
    /// than a few keys.
    private int[] slots = NONE;

    KeySet() {
        this(SEED);
    }

    KeySet(long seed) {
        this.seed = seed;
    }

    /// Adds a key.
    ///
    /// @return the number of the same key that was added before, or -1
    int add(byte[] bytes, int from, int to) {
        int before = count < FEW ? scan(bytes, from, to) : probe(bytes, from, to);
        if (before >= 0) {
            return before;
        }
        if (2 * count == places.length) {
            places = Arrays.copyOf(places, Math.max(FEW, 4 * count));
        }
        places[2 * count] = from;
        places[2 * count + 1] = to;
        count++;
        if (count >= FEW) {
            index(bytes);
        }
        return -1;
    }

    private int scan(byte[] bytes, int from, int to) {
        for (int i = 0; i < count; i++) {
            if (same(i, bytes, from, to)) {
                return i;
            }
        }
        return -1;
    }

    private int probe(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int at = hash(bytes, from, to) & mask;
        while (slots[at] != 0) {
            if (same(slots[at] - 1, bytes, from, to)) {
                return slots[at] - 1;
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    private boolean same(int key, byte[] bytes, int from, int to) {
        int keyFrom = places[2 * key];
        int keyTo = places[2 * key + 1];
        return Arrays.equals(bytes, keyFrom, keyTo, bytes, from, to);
    }

    private void index(byte[] bytes) {
        if (2 * count > slots.length) {
            slots = new int[Integer.highestOneBit(count) * 4];
            for (int key = 0; key < count; key++) {
                put(bytes, key);
            }
        } else {
            put(bytes, count - 1);
        }
    }

    private void put(byte[] bytes, int key) {
        int mask = slots.length - 1;
        int at = hash(bytes, places[2 * key], places[2 * key + 1]) & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = key + 1;
    }

    /// Each byte goes through a multiplication and a shift, so that the seed decides about all of
    /// the result.
    int hash(byte[] bytes, int from, int to) {
        long hash = seed ^ to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * SPREAD;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
