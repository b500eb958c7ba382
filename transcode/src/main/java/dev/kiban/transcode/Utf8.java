package dev.kiban.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What inner loops need to know about text bytes, eight at a time where that is possible.
final class Utf8 {

    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Utf8() {}

    /// Marks, in the high bit of each byte, what cannot stand for itself in a JSON string: quotes,
    /// backslashes, control characters, and all that is not ASCII. Only the lowest mark is certain;
    /// there is none if all eight are plain.
    static long special(long word) {
        long quote = word ^ ONES * '"';
        long backslash = word ^ ONES * '\\';
        return (quote - ONES | backslash - ONES | word - ONES * ' ' | word) & HIGHS;
    }

    /// The same question for one byte.
    static boolean isSpecial(byte value) {
        return value < ' ' || value == '"' || value == '\\';
    }

    /// The number of bytes of the valid character at `at`, which is not ASCII, or 0 if it is not
    /// valid: overlong forms, surrogates, and what is over U+10FFFF are not.
    static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0xE0) {
            return first >= 0xC2 && to - at >= 2 && isTail(bytes[at + 1]) ? 2 : 0;
        }
        if (first < 0xF0) {
            return to - at >= 3 && isThree(first, bytes[at + 1]) && isTail(bytes[at + 2]) ? 3 : 0;
        }
        return to - at >= 4
                        && isFour(first, bytes[at + 1])
                        && isTail(bytes[at + 2])
                        && isTail(bytes[at + 3])
                ? 4
                : 0;
    }

    private static boolean isTail(byte value) {
        return value < (byte) 0xC0;
    }

    private static boolean isThree(int first, byte second) {
        if (!isTail(second)) {
            return false;
        }
        int value = second & 0xFF;
        return (first != 0xE0 || value >= 0xA0) && (first != 0xED || value < 0xA0);
    }

    private static boolean isFour(int first, byte second) {
        if (!isTail(second) || first > 0xF4) {
            return false;
        }
        int value = second & 0xFF;
        return (first != 0xF0 || value >= 0x90) && (first != 0xF4 || value < 0x90);
    }
}
