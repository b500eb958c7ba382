package dev.kiban.transcode.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable map whose keys are looked up by a range of a path, so that no substring is made.
///
/// Open addressing over the hash of [String], at most half full; hashes lie next to each other, so
/// that keys that are not meant are passed by without being touched. The keys come from
/// configuration: a client can choose what is looked up, but not how long a probe gets.
final class SegmentMap<V> {
    private final int[] hashes;
    private final @Nullable String[] keys;
    private final @Nullable Object[] values;

    SegmentMap(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        hashes = new int[capacity];
        keys = new String[capacity];
        values = new Object[capacity];
        entries.forEach(this::insert);
    }

    private void insert(String key, V value) {
        int hash = key.hashCode();
        int slot = slot(hash);
        while (keys[slot] != null) {
            slot = next(slot);
        }
        hashes[slot] = hash;
        keys[slot] = key;
        values[slot] = value;
    }

    @SuppressWarnings("unchecked") // only insert() writes values
    @Nullable V get(String path, int from, int to) {
        int hash = hash(path, from, to);
        for (int slot = slot(hash); keys[slot] != null; slot = next(slot)) {
            if (hashes[slot] == hash && is(keys[slot], path, from, to)) {
                return (V) values[slot];
            }
        }
        return null;
    }

    private static boolean is(@Nullable String key, String path, int from, int to) {
        return key != null && key.length() == to - from && path.startsWith(key, from);
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & keys.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & keys.length - 1;
    }

    /// What [String#hashCode()] gives for the range.
    private static int hash(String path, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + path.charAt(i);
        }
        return hash;
    }
}
