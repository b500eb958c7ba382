package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Reads `double` and `float`: JSON numbers or strings, `"NaN"`, `"Infinity"` and `"-Infinity"`
/// among them.
///
/// Numbers with few digits and a small exponent are one exact integer times or by one exact power
/// of ten, so a single rounding gives the right result (W. Clinger, "How to Read Floating Point
/// Numbers Accurately"). All others go to the JDK.
final class JsonDecimals {

    private static final long MAX_EXACT_DOUBLE = 1L << 53;
    private static final long MAX_EXACT_FLOAT = 1L << 24;
    private static final int MAX_DIGITS = 18;

    /// What [#plain] answers when the number is not plain.
    private static final long MISS = -1;

    private static final int PLACES_BITS = 5;
    private static final int PLACES_MASK = (1 << PLACES_BITS) - 1;
    private static final double[] DOUBLE_TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final float[] FLOAT_TENS = {
        1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
    };

    private JsonDecimals() {}

    static double float64(JsonCursor in) {
        long plain = plain(in, MAX_EXACT_DOUBLE, DOUBLE_TENS.length - 1);
        if (plain != MISS) {
            double value = (double) (plain >>> (PLACES_BITS + 1)) / DOUBLE_TENS[places(plain)];
            return isNegative(plain) ? -value : value;
        }
        Slice text = text(in, "a double");
        double value = Double.parseDouble(parsable(text));
        if (Double.isInfinite(value) && !isWord(text)) {
            throw Refusal.invalid(Refusal.quote(text.toString()) + " is too large for a double");
        }
        return value;
    }

    static float float32(JsonCursor in) {
        long plain = plain(in, MAX_EXACT_FLOAT, FLOAT_TENS.length - 1);
        if (plain != MISS) {
            float value = (float) (plain >>> (PLACES_BITS + 1)) / FLOAT_TENS[places(plain)];
            return isNegative(plain) ? -value : value;
        }
        Slice text = text(in, "a float");
        float value = Float.parseFloat(parsable(text));
        if (Float.isInfinite(value) && !isWord(text)) {
            throw Refusal.invalid(Refusal.quote(text.toString()) + " is too large for a float");
        }
        return value;
    }

    private static int places(long plain) {
        return (int) (plain >>> 1) & PLACES_MASK;
    }

    private static boolean isNegative(long plain) {
        return (plain & 1) != 0;
    }

    /// Reads digits, perhaps with a point among them and a minus in front: nearly all decimals. If
    /// there is anything else, the cursor stays where it is.
    ///
    /// @return the digits, the number of places behind the point and the sign, packed, or [#MISS]
    private static long plain(JsonCursor in, long maxDigits, int maxPlaces) {
        byte[] bytes = in.bytes;
        int at = in.pos;
        int limit = Math.min(in.end, at + MAX_DIGITS);
        boolean negative = at < limit && bytes[at] == '-';
        int first = negative ? at + 1 : at;
        int point = 0;
        long digits = 0;
        byte next = 0;
        for (at = first; at < limit; at++) {
            next = bytes[at];
            if (next >= '0' && next <= '9') {
                digits = digits * 10 + next - '0';
            } else if (next == '.' && point == 0) {
                point = at;
            } else {
                break;
            }
        }
        boolean odd =
                at == limit
                        || (next | 0x20) == 'e'
                        || next == '.'
                        || at == first
                        || digits > maxDigits;
        long places = point == 0 ? 0 : at - point - 1;
        if (odd || places > maxPlaces || hasOddZeroOrPoint(bytes, first, point, at)) {
            return MISS;
        }
        in.pos = at;
        return (digits << PLACES_BITS | places) << 1 | (negative ? 1 : 0);
    }

    /// A zero in front of other digits, or a point without digits on both sides, which JSON does
    /// not allow.
    private static boolean hasOddZeroOrPoint(byte[] bytes, int first, int point, int end) {
        if (point != 0 && (point == first || point == end - 1)) {
            return true;
        }
        return bytes[first] == '0' && end - first > 1 && point != first + 1;
    }

    /// A number, or one of the three words, checked.
    private static Slice text(JsonCursor in, String wanted) {
        int start = in.pos;
        boolean quoted = in.peek() == '"';
        if (!quoted) {
            int end = Decimal.end(in.bytes, in.pos, in.end);
            if (end < 0) {
                throw in.unexpected(wanted);
            }
            Slice number = new Slice(in.bytes, in.pos, end);
            in.pos = end;
            return number;
        }
        Slice text = JsonTokens.string(in);
        if (!isWord(text) && Decimal.end(text.bytes, text.from, text.to) != text.to) {
            in.pos = start;
            throw in.unexpected(wanted);
        }
        return text;
    }

    private static boolean isWord(Slice text) {
        byte last = text.length() == 0 ? 0 : text.bytes[text.to - 1];
        if (last != 'N' && last != 'y') {
            return false;
        }
        String word = text.toString();
        return word.equals("NaN") || word.equals("Infinity") || word.equals("-Infinity");
    }

    /// Java's words are the same as ours.
    private static String parsable(Slice text) {
        return new String(text.bytes, text.from, text.length(), StandardCharsets.ISO_8859_1);
    }
}
