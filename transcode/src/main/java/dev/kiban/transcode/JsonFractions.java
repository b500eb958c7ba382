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

    private static final int MAX_PLACES = 9;
    private static final double MAX_DOUBLE_DIGITS = 1e15;
    private static final double MAX_FLOAT_DIGITS = 1 << 24;

    private JsonFractions() {}

    static void float64(double value, ByteSink out) {
        double magnitude = Math.abs(value);
        if (!(magnitude < MAX_DOUBLE_DIGITS)) {
            rare(value, Double.toString(value), out);
            return;
        }
        long whole = (long) magnitude;
        if (whole == magnitude) {
            print(value, 0, 0, out);
            return;
        }
        double power = 10;
        for (int places = 1; ; places++) {
            double digits = Math.rint(magnitude * power);
            if (places > MAX_PLACES || digits >= MAX_DOUBLE_DIGITS) {
                ascii(Double.toString(value), out);
                return;
            }
            if (digits / power == magnitude) {
                print(value, digits - whole * power, places, out);
                return;
            }
            power *= 10;
        }
    }

    static void float32(float value, ByteSink out) {
        double magnitude = Math.abs(value);
        if (!(magnitude < MAX_FLOAT_DIGITS)) {
            rare(value, Float.toString(value), out);
            return;
        }
        long whole = (long) magnitude;
        double power = 1;
        for (int places = 0; ; places++) {
            double digits = Math.rint(magnitude * power);
            if (places > MAX_PLACES || digits >= MAX_FLOAT_DIGITS) {
                ascii(Float.toString(value), out);
                return;
            }
            // The quotient of two floats, rounded to double and then to float, is the one rounded
            // to float at once.
            if ((float) (digits / power) == magnitude) {
                print(value, digits - whole * power, places, out);
                return;
            }
            power *= 10;
        }
    }

    /// @param fraction the digits behind the point
    private static void print(double value, double fraction, int places, ByteSink out) {
        if (Double.doubleToRawLongBits(value) < 0) {
            out.write('-');
        }
        long whole = (long) Math.abs(value);
        if (places > 0 && whole <= Integer.MAX_VALUE) {
            JsonDigits.decimal((int) whole, (int) fraction, places, out);
            return;
        }
        JsonDigits.int64(whole, out);
        if (places > 0) {
            JsonDigits.fraction((int) fraction, places, out);
        }
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
