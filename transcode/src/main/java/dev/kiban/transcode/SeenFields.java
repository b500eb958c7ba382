package dev.kiban.transcode;

import java.util.Arrays;

/// Which fields and oneofs of the innermost open message were seen. The first 64 are bits of one
/// word; the others, which few messages have, are on a stack of words.
final class SeenFields {

    private static final long[] NONE = {};

    private long low;

    /// For each open message with more than 64 slots: the base of the one before it, then its
    /// words.
    private long[] high = NONE;

    private int base;
    private int top;

    /// Opens a message, of which nothing was seen.
    ///
    /// @return what [#close] needs to know of the message around it
    long open(MessageTable table) {
        long outer = low;
        low = 0;
        if (table.slots > Long.SIZE) {
            pushHigh(table.slots);
        }
        return outer;
    }

    /// Closes the message, so that the one around it is the innermost again.
    void close(MessageTable table, long outer) {
        low = outer;
        if (table.slots > Long.SIZE) {
            top = base - 1;
            base = (int) high[top];
        }
    }

    private void pushHigh(int slots) {
        int words = (slots - 1) >>> 6;
        if (top + 1 + words > high.length) {
            high = Arrays.copyOf(high, Math.max(top + 1 + words, 2 * high.length));
        }
        high[top] = base;
        base = top + 1;
        top = base + words;
        Arrays.fill(high, base, top, 0);
    }

    /// Adds a slot.
    ///
    /// @return whether it was not there before
    boolean add(int slot) {
        if (slot >= Long.SIZE) {
            return addHigh(slot);
        }
        long before = low;
        low = before | 1L << slot;
        return (before >>> slot & 1) == 0;
    }

    private boolean addHigh(int slot) {
        int at = base + (slot >>> 6) - 1;
        long before = high[at];
        high[at] = before | 1L << slot;
        return (before >>> slot & 1) == 0;
    }

    boolean has(int slot) {
        long word = slot < Long.SIZE ? low : high[base + (slot >>> 6) - 1];
        return (word >>> slot & 1) != 0;
    }
}
