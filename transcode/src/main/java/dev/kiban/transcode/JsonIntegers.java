package dev.kiban.transcode;

/// Reads integers: JSON numbers or strings, in any notation as long as the value is integral.
final class JsonIntegers {

    /// What [#fast] answers when it did not read anything: more than its digits can say.
    private static final long MISS = Long.MIN_VALUE;

    private static final int[] TENS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000};

    private JsonIntegers() {}

    static int int32(JsonCursor in) {
        int start = valueStart(in);
        long value = signed(in, "an int32");
        if (value != (int) value) {
            throw outOfRange(in, start, "an int32");
        }
        return (int) value;
    }

    static long uint32(JsonCursor in) {
        int start = valueStart(in);
        long value = signed(in, "a uint32");
        if (value >>> 32 != 0) {
            throw outOfRange(in, start, "a uint32");
        }
        return value;
    }

    static long int64(JsonCursor in) {
        return signed(in, "an int64");
    }

    static long uint64(JsonCursor in) {
        int start = valueStart(in);
        long fast = fast(in);
        if (fast != MISS) {
            if (fast < 0) {
                throw outOfRange(in, start, "a uint64");
            }
            return fast;
        }
        Signed number = number(in, "a uint64");
        if (number.negative && number.magnitude != 0) {
            throw outOfRange(in, start, "a uint64");
        }
        return number.magnitude;
    }

    private static long signed(JsonCursor in, String wanted) {
        int start = valueStart(in);
        long fast = fast(in);
        if (fast != MISS) {
            return fast;
        }
        Signed number = number(in, wanted);
        long value = number.negative ? -number.magnitude : number.magnitude;
        if (value != 0 && value < 0 != number.negative) {
            throw outOfRange(in, start, wanted);
        }
        return value;
    }

    private static int valueStart(JsonCursor in) {
        in.peek();
        return in.pos;
    }

    private static Refusal outOfRange(JsonCursor in, int start, String wanted) {
        in.pos = start;
        return in.unexpected(wanted);
    }

    /// Plain digits, perhaps with a minus, perhaps in quotes: nearly all integers. All else is left
    /// to [#number].
    private static long fast(JsonCursor in) {
        byte[] bytes = in.bytes;
        int at = in.pos;
        boolean quoted = bytes[at] == '"';
        if (quoted) {
            at++;
        }
        boolean negative = at < in.end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int lastWord = bytes.length - Long.BYTES;
        if (at > lastWord) {
            return MISS;
        }
        long word = (long) Words.LONG.get(bytes, at);
        int count = Words.digitCount(word);
        if (count == 0 || (count > 1 && bytes[at] == '0')) {
            return MISS;
        }
        long value = Words.digits(word, count);
        at += count;
        if (count == Long.BYTES) {
            if (at > lastWord) {
                return MISS;
            }
            word = (long) Words.LONG.get(bytes, at);
            count = Words.digitCount(word);
            if (count == Long.BYTES) {
                return MISS;
            }
            if (count > 0) {
                value = value * TENS[count] + Words.digits(word, count);
                at += count;
            }
        }
        return end(in, at, quoted) ? negative ? -value : value : MISS;
    }

    /// Moves the cursor behind the digits, if they are all there is to the number.
    private static boolean end(JsonCursor in, int at, boolean quoted) {
        if (at >= in.end) {
            return false;
        }
        byte next = in.bytes[at];
        if (quoted ? next != '"' : next == '.' || (next | 0x20) == 'e') {
            return false;
        }
        in.pos = quoted ? at + 1 : at;
        return true;
    }

    private record Signed(boolean negative, long magnitude) {}

    private static Signed number(JsonCursor in, String wanted) {
        int start = in.pos;
        if (in.bytes[start] == '"') {
            Slice text = JsonTokens.string(in);
            if (Decimal.end(text.bytes, text.from, text.to) != text.to) {
                throw outOfRange(in, start, wanted);
            }
            return number(in, start, text, wanted);
        }
        int end = Decimal.end(in.bytes, start, in.end);
        if (end < 0) {
            throw in.unexpected(wanted);
        }
        in.pos = end;
        return number(in, start, new Slice(in.bytes, start, end), wanted);
    }

    private static Signed number(JsonCursor in, int start, Slice text, String wanted) {
        try {
            long magnitude = Decimal.magnitude(text.bytes, text.from, text.to);
            return new Signed(text.bytes[text.from] == '-', magnitude);
        } catch (ArithmeticException _) {
            throw outOfRange(in, start, wanted);
        }
    }
}
