package dev.kiban.transcode;

/// Reads integers: JSON numbers or strings, in any notation as long as the value is integral.
final class JsonIntegers {

    /// So many digits fit into a long whatever they are.
    private static final int SAFE_DIGITS = 18;

    private JsonIntegers() {}

    static int int32(JsonCursor in) {
        int start = valueStart(in);
        long value = signed(in, "an int32");
        if (value != (int) value) {
            throw outOfRange(in, start, "an int32");
        }
        return (int) value;
    }

    static int uint32(JsonCursor in) {
        int start = valueStart(in);
        long value = signed(in, "a uint32");
        if (value >>> 32 != 0) {
            throw outOfRange(in, start, "a uint32");
        }
        return (int) value;
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
        Number number = number(in, "a uint64");
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
        Number number = number(in, wanted);
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

    /// What [#fast] answers when it did not read anything; a number of so many digits is none of
    /// its own.
    private static final long MISS = Long.MIN_VALUE;

    /// Plain digits, perhaps with a minus, perhaps in quotes: nearly all integers. All else is left
    /// to [#number].
    private static long fast(JsonCursor in) {
        byte[] bytes = in.bytes;
        int end = in.end;
        int at = in.pos;
        boolean quoted = bytes[at] == '"';
        if (quoted) {
            at++;
        }
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < end) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        int count = at - first;
        if (count == 0 || count > SAFE_DIGITS || count > 1 && bytes[first] == '0' || at >= end) {
            return MISS;
        }
        byte next = bytes[at];
        if (quoted) {
            if (next != '"') {
                return MISS;
            }
            at++;
        } else if (next == '.' || (next | 0x20) == 'e') {
            return MISS;
        }
        in.pos = at;
        return negative ? -value : value;
    }

    private record Number(boolean negative, long magnitude) {}

    private static Number number(JsonCursor in, String wanted) {
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

    private static Number number(JsonCursor in, int start, Slice text, String wanted) {
        try {
            long magnitude = Decimal.magnitude(text.bytes, text.from, text.to);
            return new Number(text.bytes[text.from] == '-', magnitude);
        } catch (ArithmeticException _) {
            throw outOfRange(in, start, wanted);
        }
    }
}
