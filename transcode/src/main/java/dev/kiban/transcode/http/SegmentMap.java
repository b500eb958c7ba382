package dev.kiban.transcode.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable map whose keys are looked up by a range of a path, so that no substring is made.
///
/// Open addressing over the hash of [String], at most half full. The keys come from
/// configuration: a client can choose what is looked up, but not how long a probe gets.
final class SegmentMap<V> {
    private final @Nullable String[] keys;
    private final @Nullable Object[] values;

    SegmentMap(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        keys = new String[capacity];
        values = new Object[capacity];
        entries.forEach(this::insert);
    }

    private void insert(String key, V value) {
        int slot = slot(key.hashCode());
        while (keys[slot] != null) {
            slot = next(slot);
        }
        keys[slot] = key;
        values[slot] = value;
    }

    @SuppressWarnings("unchecked") // only insert() writes values
    @Nullable V get(String path, int from, int to) {
        int slot = slot(hash(path, from, to));
        for (String key = keys[slot]; key != null; key = keys[slot]) {
            if (key.length() == to - from && path.startsWith(key, from)) {
                return (V) values[slot];
            }
            slot = next(slot);
        }
        return null;
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
