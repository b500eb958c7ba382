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
    private static final double[] DOUBLE_TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final float[] FLOAT_TENS = {
        1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
    };

    private JsonDecimals() {}

    static double float64(JsonCursor in) {
        Slice text = text(in, "a double");
        long digits = digits(text);
        int places = places(text);
        if (digits >= 0 && digits <= MAX_EXACT_DOUBLE && places < DOUBLE_TENS.length) {
            double value = (double) digits / DOUBLE_TENS[places];
            return isNegative(text) ? -value : value;
        }
        double value = Double.parseDouble(parsable(text));
        if (Double.isInfinite(value) && !isWord(text)) {
            throw Refusal.invalid(Refusal.quote(text.toString()) + " is too large for a double");
        }
        return value;
    }

    static float float32(JsonCursor in) {
        Slice text = text(in, "a float");
        long digits = digits(text);
        int places = places(text);
        if (digits >= 0 && digits <= MAX_EXACT_FLOAT && places < FLOAT_TENS.length) {
            float value = (float) digits / FLOAT_TENS[places];
            return isNegative(text) ? -value : value;
        }
        float value = Float.parseFloat(parsable(text));
        if (Float.isInfinite(value) && !isWord(text)) {
            throw Refusal.invalid(Refusal.quote(text.toString()) + " is too large for a float");
        }
        return value;
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

    private static boolean isNegative(Slice text) {
        return text.bytes[text.from] == '-';
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

    /// All digits as one integer, or -1 if there are too many, or an exponent, or a word.
    private static long digits(Slice text) {
        int from = text.from;
        int to = text.to;
        if (to - from > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            byte next = text.bytes[i];
            if (Decimal.isDigit(next)) {
                value = value * 10 + next - '0';
            } else if (next != '.' && next != '-') {
                return -1;
            }
        }
        return value;
    }

    private static int places(Slice text) {
        for (int i = text.to - 1; i >= text.from; i--) {
            if (text.bytes[i] == '.') {
                return text.to - 1 - i;
            }
        }
        return 0;
    }
}
