package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Prints numbers.
final class JsonDigits {

    private static final int MAX_INT_CHARS = 11;
    private static final int MAX_LONG_CHARS = 20;
    private static final byte[] MIN_INT = "-2147483648".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG =
            "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    /// The digits of 00 to 99.
    private static final byte[] PAIRS = pairs();

    private JsonDigits() {}

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    static void int32(int value, ByteSink out) {
        if (value == Integer.MIN_VALUE) {
            out.write(MIN_INT);
            return;
        }
        out.ensure(MAX_INT_CHARS);
        int rest = value;
        if (value < 0) {
            out.bytes[out.length++] = '-';
            rest = -value;
        }
        positive(rest, out);
    }

    static void int64(long value, ByteSink out) {
        if (value == Long.MIN_VALUE) {
            out.write(MIN_LONG);
            return;
        }
        out.ensure(MAX_LONG_CHARS);
        long rest = value;
        if (value < 0) {
            out.bytes[out.length++] = '-';
            rest = -value;
        }
        positive(rest, out);
    }

    static void uint32(int value, ByteSink out) {
        out.ensure(MAX_LONG_CHARS);
        positive(Integer.toUnsignedLong(value), out);
    }

    static void uint64(long value, ByteSink out) {
        out.ensure(MAX_LONG_CHARS);
        if (value >= 0) {
            positive(value, out);
            return;
        }
        long tenth = Long.divideUnsigned(value, 10);
        positive(tenth, out);
        out.bytes[out.length++] = (byte) ('0' + value - tenth * 10);
    }

    private static void positive(long value, ByteSink out) {
        if (value <= Integer.MAX_VALUE) {
            positive((int) value, out);
            return;
        }
        int size = size(value);
        byte[] target = out.bytes;
        int at = out.length + size;
        out.length = at;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            long hundredth = rest / 100;
            at = pair((int) (rest - hundredth * 100), target, at);
            rest = hundredth;
        }
        backwards((int) rest, target, at);
    }

    private static void positive(int value, ByteSink out) {
        int at = out.length + size(value);
        out.length = at;
        backwards(value, out.bytes, at);
    }

    private static void backwards(int value, byte[] target, int end) {
        int rest = value;
        int at = end;
        while (rest >= 100) {
            int hundredth = rest / 100;
            at = pair(rest - hundredth * 100, target, at);
            rest = hundredth;
        }
        if (rest >= 10) {
            pair(rest, target, at);
        } else {
            target[at - 1] = (byte) ('0' + rest);
        }
    }

    private static int pair(int value, byte[] target, int end) {
        target[end - 1] = PAIRS[2 * value + 1];
        target[end - 2] = PAIRS[2 * value];
        return end - 2;
    }

    private static int size(long value) {
        int size = 1;
        long power = 10;
        while (size < 19 && value >= power) {
            power *= 10;
            size++;
        }
        return size;
    }

    private static int size(int value) {
        int size = 1;
        long power = 10;
        while (value >= power) {
            power *= 10;
            size++;
        }
        return size;
    }
}
