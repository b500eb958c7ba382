package dev.kiban.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Text, eight bytes at a time: a word holds the first byte in its lowest bits.
///
/// Loops over words move on by what they found, not by a constant: to the compiler a constant step
/// means a counted loop, and what it does to make long loops fast costs more than our short texts
/// take.
final class Words {

    static final VarHandle SHORT = view(short[].class);
    static final VarHandle INT = view(int[].class);
    static final VarHandle LONG = view(long[].class);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;

    private Words() {}

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /// Marks, in the high bit of each byte, what cannot stand for itself in a JSON string: quotes,
    /// backslashes, control characters, and all that is not ASCII. Only the lowest mark is certain;
    /// there is none if all eight are plain.
    static long special(long word) {
        long quote = word ^ ONES * '"';
        long backslash = word ^ ONES * '\\';
        // A subtraction borrows from the next byte only where it has found something itself.
        return (quote - ONES | backslash - ONES | word - ONES * ' ' | word) & HIGHS;
    }

    /// The number of bytes before the first mark; eight if there is none.
    static int count(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /// The first so many bytes, fewer than eight, of a mask.
    static long first(int count) {
        return (1L << (Byte.SIZE * count)) - 1;
    }

    /// The number of bytes of the varint that a word begins with; nine if it is longer than that.
    static int varintSize(long word) {
        return count(~word & HIGHS) + 1;
    }

    /// The value of that varint, if it is not longer than a word: the lower seven bits of its
    /// bytes, brought together in pairs, fours and eights.
    static long varint(long word) {
        long ends = ~word & HIGHS;
        long value = word & (ends ^ (ends - 1));
        value = (value & 0x007F007F007F007FL) | (value & 0x7F007F007F007F00L) >>> 1;
        value = (value & 0x00003FFF00003FFFL) | (value & 0x3FFF00003FFF0000L) >>> 2;
        return (value & 0x0FFFFFFFL) | (value & 0x0FFFFFFF_00000000L) >>> 4;
    }

    /// The number of bytes before the first one that is not a digit.
    static int digitCount(long word) {
        long odd =
                ((word & HIGH_NIBBLES) ^ ONES * '0')
                        | ((word + ONES * 6 & HIGH_NIBBLES) ^ ONES * '0');
        return count(odd);
    }

    /// The value of the first so many bytes, which are digits; at least one. Neighbours are added
    /// up in pairs, fours and eights.
    static long digits(long word, int count) {
        long value = word << (Long.SIZE - Byte.SIZE * count) & 0x0F0F0F0F0F0F0F0FL;
        value = (value * 2561) >>> 8 & 0x00FF00FF00FF00FFL;
        value = (value * 6_553_601) >>> 16 & 0x0000FFFF0000FFFFL;
        return (value * 42_949_672_960_001L) >>> 32;
    }
}
