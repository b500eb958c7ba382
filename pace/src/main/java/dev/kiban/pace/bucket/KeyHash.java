package dev.kiban.pace.bucket;

import java.util.random.RandomGenerator;

/// SipHash-2-4 with 128 bits (J.-P. Aumasson, D. J. Bernstein, 2012), of texts as UTF-16 in little
/// endian. Who does not know the key finds no two texts with the same bits: that is why buckets can
/// be known by their hash alone.
///
/// The bits of the last text stand in this object, for want of a type that has 128 of them. Not
/// safe for threads.
public final class KeyHash implements KeyBits {
    private static final int CHARS_OF_A_WORD = 4;
    private static final int BITS_OF_A_CHAR = 16;

    private final long key0;
    private final long key1;
    private long high;
    private long low;

    /// @param random nobody else knows what it says
    public KeyHash(RandomGenerator random) {
        this(random.nextLong(), random.nextLong());
    }

    KeyHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /// The upper half of the last text's bits; the least of them is set, so that it is never 0.
    @Override
    public long high() {
        return high;
    }

    /// The lower half.
    @Override
    public long low() {
        return low;
    }

    /// Takes the bits of a text.
    @Override
    public void of(String text) {
        int whole = text.length() / CHARS_OF_A_WORD * CHARS_OF_A_WORD;
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        for (int i = 0; i <= whole; i += CHARS_OF_A_WORD) {
            long word = i < whole ? word(text, i, CHARS_OF_A_WORD) : rest(text, whole);
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32) + v3;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        v2 ^= 0xee;
        for (int round = 0; round < 8; round++) {
            if (round == 4) {
                low = v0 ^ v1 ^ v2 ^ v3;
                v1 ^= 0xdd;
            }
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
        high = (v0 ^ v1 ^ v2 ^ v3) | 1;
    }

    /// What is left of the text, and in the uppermost byte how many bytes it has.
    private static long rest(String text, int from) {
        return word(text, from, text.length() - from) | ((long) text.length() * 2) << 56;
    }

    private static long word(String text, int from, int chars) {
        long word = 0;
        for (int i = 0; i < chars; i++) {
            word |= (long) text.charAt(from + i) << (BITS_OF_A_CHAR * i);
        }
        return word;
    }
}
