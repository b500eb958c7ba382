package dev.kiban.transcode;

/// A decimal number in text, as JSON writes it: checked against the grammar once, then read as an
/// integer if it is one, however it is written (`100`, `1e2`, `100.0`). Digits and exponents may be
/// as long as they like: nothing is computed that is larger than a `long`.
final class Decimal {

    private static final int MAX_UINT64_DIGITS = 20;
    private static final int HUGE_EXPONENT = 100_000_000;

    private Decimal() {}

    /// The end of the number at the cursor.
    ///
    /// @throws Refusal if it is not a number in the grammar of JSON
    static int end(JsonCursor in) {
        int end = end(in.bytes, in.pos, in.end);
        if (end < 0) {
            throw in.syntax("expected a value");
        }
        return end;
    }

    /// The end of the number at `from`, or -1 if there is none.
    static int end(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        int digits = digitsEnd(bytes, at, to);
        if (digits == at || (bytes[at] == '0' && digits > at + 1)) {
            return -1;
        }
        at = digits;
        if (at < to && bytes[at] == '.') {
            digits = digitsEnd(bytes, at + 1, to);
            if (digits == at + 1) {
                return -1;
            }
            at = digits;
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            int first =
                    at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+') ? at + 2 : at + 1;
            digits = digitsEnd(bytes, first, to);
            if (digits == first) {
                return -1;
            }
            at = digits;
        }
        return at;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /// The magnitude of the number between `from` and `to`, which [#end] has checked, as an
    /// unsigned integer.
    ///
    /// @return the magnitude
    /// @throws ArithmeticException if the number is not an integer, or needs more than 64 bits
    static long magnitude(byte[] bytes, int from, int to) {
        int start = bytes[from] == '-' ? from + 1 : from;
        int mantissaEnd = start;
        int point = -1;
        while (mantissaEnd < to && (bytes[mantissaEnd] | 0x20) != 'e') {
            if (bytes[mantissaEnd] == '.') {
                point = mantissaEnd;
            }
            mantissaEnd++;
        }
        long exponent = mantissaEnd == to ? 0 : exponent(bytes, mantissaEnd + 1, to);
        int fraction = point < 0 ? 0 : mantissaEnd - point - 1;
        int last = lastNonZero(bytes, start, mantissaEnd);
        if (last < start) {
            return 0;
        }
        // Digits behind the last one that counts are zeros; drop them and scale instead.
        int dropped = mantissaEnd - 1 - last - (point > last ? 1 : 0);
        long scale = exponent - fraction + dropped;
        if (scale < 0 || scale > MAX_UINT64_DIGITS) {
            throw new ArithmeticException("not an integer of 64 bits");
        }
        long value = 0;
        for (int i = start; i <= last; i++) {
            if (bytes[i] != '.') {
                value = timesTenPlus(value, bytes[i] - '0');
            }
        }
        for (long i = 0; i < scale; i++) {
            value = timesTenPlus(value, 0);
        }
        return value;
    }

    private static int lastNonZero(byte[] bytes, int from, int to) {
        int last = to - 1;
        while (last >= from && (bytes[last] == '0' || bytes[last] == '.')) {
            last--;
        }
        return last;
    }

    private static long exponent(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long value = 0;
        for (int i = negative || bytes[from] == '+' ? from + 1 : from; i < to; i++) {
            value = Math.min(value * 10 + bytes[i] - '0', HUGE_EXPONENT);
        }
        return negative ? -value : value;
    }

    private static long timesTenPlus(long value, int digit) {
        // 1844674407370955161 is a tenth of the largest unsigned long, which ends in 5.
        int order = Long.compareUnsigned(value, 1844674407370955161L);
        if (order > 0 || (order == 0 && digit > 5)) {
            throw new ArithmeticException("more than 64 bits");
        }
        return value * 10 + digit;
    }
}
