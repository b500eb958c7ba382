package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Prints `double` and `float`: the shortest text that reads back as the same value.
///
/// A value that is an integer of 15 digits divided by a small power of ten, as prices and
/// coordinates are, is found by trying: multiply, round, divide; when the quotient is the value
/// again, the rounded integer has its digits. Integer and power are exact and the division rounds
/// once, as reading the text would. What is not found goes to the JDK.
final class JsonFractions {

    private static final byte[] NAN = "\"NaN\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "\"Infinity\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MINUS_INFINITY =
            "\"-Infinity\"".getBytes(StandardCharsets.US_ASCII);

    private static final long[] TENS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000};
    private static final double MAX_DOUBLE_DIGITS = 1e15;
    private static final double MAX_FLOAT_DIGITS = 1 << 24;

    private JsonFractions() {}

    static void float64(double value, ByteSink out) {
        double magnitude = Math.abs(value);
        if (!(magnitude < MAX_DOUBLE_DIGITS)) {
            rare(value, Double.toString(value), out);
            return;
        }
        for (int places = 0; places < TENS.length; places++) {
            double scaled = Math.rint(magnitude * TENS[places]);
            if (scaled >= MAX_DOUBLE_DIGITS) {
                break;
            }
            if (scaled / TENS[places] == magnitude) {
                print(isNegative(value), (long) scaled, places, out);
                return;
            }
        }
        ascii(Double.toString(value), out);
    }

    static void float32(float value, ByteSink out) {
        double magnitude = Math.abs(value);
        if (!(magnitude < MAX_FLOAT_DIGITS)) {
            rare(value, Float.toString(value), out);
            return;
        }
        for (int places = 0; places < TENS.length; places++) {
            double scaled = Math.rint(magnitude * TENS[places]);
            if (scaled >= MAX_FLOAT_DIGITS) {
                break;
            }
            // The quotient of two floats, rounded to double and then to float, is the one rounded
            // to float at once.
            if ((float) (scaled / TENS[places]) == magnitude) {
                print(isNegative(value), (long) scaled, places, out);
                return;
            }
        }
        ascii(Float.toString(value), out);
    }

    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private static void print(boolean negative, long digits, int places, ByteSink out) {
        if (negative) {
            out.write('-');
        }
        long whole = digits / TENS[places];
        JsonDigits.int64(whole, out);
        if (places > 0) {
            out.write('.');
            fraction((int) (digits - whole * TENS[places]), places, out);
        }
    }

    /// Prints exactly so many digits.
    static void fraction(int digits, int places, ByteSink out) {
        out.ensure(places);
        int rest = digits;
        for (int at = out.length + places - 1; at >= out.length; at--) {
            out.bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        out.length += places;
    }

    private static void rare(double value, String text, ByteSink out) {
        if (Double.isNaN(value)) {
            out.write(NAN);
        } else if (Double.isInfinite(value)) {
            out.write(value > 0 ? INFINITY : MINUS_INFINITY);
        } else {
            ascii(text, out);
        }
    }

    private static void ascii(String text, ByteSink out) {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
