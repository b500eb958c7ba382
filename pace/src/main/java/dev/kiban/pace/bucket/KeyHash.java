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
        Sip sip = new Sip(key0, key1, true);
        int whole = text.length() / CHARS_OF_A_WORD * CHARS_OF_A_WORD;
        for (int i = 0; i < whole; i += CHARS_OF_A_WORD) {
            sip.take(word(text, i, CHARS_OF_A_WORD));
        }
        sip.take(rest(text, whole));
        low = sip.end();
        high = sip.second() | 1;
    }

    /// 64 bits of a number, by SipHash-2-4 as it is; nothing of it stands in this object.
    public long of(long number) {
        Sip sip = new Sip(key0, key1, false);
        sip.take(number);
        sip.take((long) Long.BYTES << Sip.LENGTH_AT);
        return sip.end();
    }

    /// What is left of the text, and in the uppermost byte how many bytes it has.
    private static long rest(String text, int from) {
        return word(text, from, text.length() - from) | ((long) text.length() * 2) << Sip.LENGTH_AT;
    }

    private static long word(String text, int from, int chars) {
        long word = 0;
        for (int i = 0; i < chars; i++) {
            word |= (long) text.charAt(from + i) << (BITS_OF_A_CHAR * i);
        }
        return word;
    }
}
