package dev.kiban.transcode;

/// Copies text from JSON to JSON's inside and back, where it is the same bytes, and checks that it
/// is text.
final class Utf8 {

    /// The marks of two characters of three bytes, `1110xxxx 10xxxxxx 10xxxxxx`, in a word.
    private static final long TWO_THREES_MASK = 0xC0C0F0_C0C0F0L;

    private static final long TWO_THREES = 0x8080E0_8080E0L;

    /// One bit for each last half of a first byte: E0 and ED, behind which not all second bytes are
    /// valid.
    private static final int NARROW = 1 << 0x0 | 1 << 0xD;

    private Utf8() {}

    /// Copies characters up to the first that cannot stand for itself in a JSON string, whole words
    /// at a time. The target must have room for `to - from` bytes and a word.
    ///
    /// @return the index behind the last byte that was copied; over `to` if that is within a
    ///     character
    /// @throws Refusal if the bytes are not UTF-8
    static int copy(byte[] source, int from, int to, byte[] target, int put) {
        int ahead = put - from;
        int lastWord = source.length - Long.BYTES;
        int at = from;
        while (at < to) {
            if (at > lastWord) {
                return copyLast(source, at, to, target, at + ahead);
            }
            long word = (long) Words.LONG.get(source, at);
            Words.LONG.set(target, at + ahead, word);
            long marks = Words.special(word);
            at += marks == 0 ? Long.BYTES : Words.count(marks);
            if (at >= to) {
                return to;
            }
            if (marks != 0) {
                if (source[at] >= 0) {
                    return at;
                }
                at = copyCharacters(source, at, to, target, at + ahead);
            }
        }
        return at;
    }

    /// Copies a text of up to sixteen bytes, if it is all plain ASCII: in two words, which overlap
    /// where it is shorter. Nothing waits for where the text ends, as in [#copy].
    ///
    /// @return whether it was
    static boolean copyShort(byte[] source, int from, int to, byte[] target, int put) {
        int length = to - from;
        if (length > 2 * Long.BYTES || from > source.length - Long.BYTES) {
            return false;
        }
        long head = (long) Words.LONG.get(source, from);
        Words.LONG.set(target, put, head);
        if (length < Long.BYTES) {
            return (Words.special(head) & Words.first(length)) == 0;
        }
        long tail = (long) Words.LONG.get(source, to - Long.BYTES);
        Words.LONG.set(target, put + length - Long.BYTES, tail);
        return (Words.special(head) | Words.special(tail)) == 0;
    }

    /// The same for the last few bytes of an array, one at a time.
    private static int copyLast(byte[] source, int from, int to, byte[] target, int put) {
        int ahead = put - from;
        int at = from;
        while (at < to) {
            if (source[at] < 0) {
                at = copyCharacters(source, at, to, target, at + ahead);
            } else if (isSpecial(source[at])) {
                return at;
            } else {
                target[at + ahead] = source[at];
                at++;
            }
        }
        return at;
    }

    /// Copies characters that are not ASCII. Like [#copy], it may write a word too much.
    private static int copyCharacters(byte[] source, int from, int to, byte[] target, int put) {
        int ahead = put - from;
        int lastWord = source.length - Long.BYTES;
        int at = from;
        while (at < to && at <= lastWord) {
            long word = (long) Words.LONG.get(source, at);
            Words.LONG.set(target, at + ahead, word);
            if (to - at >= 6 && areTwoThrees(word)) {
                at += 6;
            } else if ((word & 0x80) != 0) {
                at += length(source, at);
            } else {
                return at;
            }
        }
        while (at < to && source[at] < 0) {
            int count = length(source, at);
            System.arraycopy(source, at, target, at + ahead, count);
            at += count;
        }
        return at;
    }

    /// Whether a word begins with two characters of three bytes, as most of Japanese text is, of
    /// the kinds that need no further look.
    private static boolean areTwoThrees(long word) {
        int narrow = NARROW >>> (word & 0xF) | NARROW >>> (word >>> 24 & 0xF);
        return (word & TWO_THREES_MASK) == TWO_THREES && (narrow & 1) == 0;
    }

    /// Whether a byte cannot stand for itself in a JSON string; [Words#special] asks this of eight.
    static boolean isSpecial(byte value) {
        return value < ' ' || value == '"' || value == '\\';
    }

    /// The number of bytes of the character at `at`, which is not ASCII.
    ///
    /// @throws Refusal if it is not valid: overlong forms, surrogates, and what is over U+10FFFF
    ///     are not
    private static int length(byte[] bytes, int at) {
        int length = sequenceLength(bytes, at, bytes.length);
        if (length == 0) {
            throw Refusal.invalid("the text is not valid UTF-8");
        }
        return length;
    }

    /// The number of bytes of the character at `at`, which is not ASCII, or 0 if it is not valid.
    static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0xE0) {
            return first >= 0xC2 && to - at >= 2 && isTail(bytes[at + 1]) ? 2 : 0;
        }
        if (first < 0xF0) {
            return to - at >= 3 && isThree(first, bytes[at + 1]) && isTail(bytes[at + 2]) ? 3 : 0;
        }
        boolean four =
                to - at >= 4
                        && isFour(first, bytes[at + 1])
                        && isTail(bytes[at + 2])
                        && isTail(bytes[at + 3]);
        return four ? 4 : 0;
    }

    private static boolean isTail(byte value) {
        return value < (byte) 0xC0;
    }

    private static boolean isThree(int first, byte second) {
        int value = second & 0xFF;
        return isTail(second)
                && (first != 0xE0 || value >= 0xA0)
                && (first != 0xED || value < 0xA0);
    }

    private static boolean isFour(int first, byte second) {
        int value = second & 0xFF;
        return isTail(second)
                && first <= 0xF4
                && (first != 0xF0 || value >= 0x90)
                && (first != 0xF4 || value < 0x90);
    }
}
