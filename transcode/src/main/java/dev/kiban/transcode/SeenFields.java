package dev.kiban.transcode;

import java.util.Arrays;

/// Which fields and oneofs were seen, for each message that is open: a stack of bit sets in one
/// array.
final class SeenFields {

    private static final int INITIAL_WORDS = 8;

    private long[] words = new long[INITIAL_WORDS];
    private int top;

    /// Opens a message.
    ///
    /// @return the frame to give to the other methods
    int push(int slots) {
        int frame = top;
        top += slots + 63 >>> 6;
        if (top > words.length) {
            words = Arrays.copyOf(words, Math.max(top, 2 * words.length));
        }
        for (int i = frame; i < top; i++) {
            words[i] = 0;
        }
        return frame;
    }

    void pop(int frame) {
        top = frame;
    }

    /// Adds a slot.
    ///
    /// @return whether it was not there before
    boolean add(int frame, int slot) {
        int at = frame + (slot >>> 6);
        long before = words[at];
        long bit = 1L << slot;
        words[at] = before | bit;
        return (before & bit) == 0;
    }

    boolean has(int frame, int slot) {
        return (words[frame + (slot >>> 6)] & 1L << slot) != 0;
    }
}
