package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Prints numbers.
final class JsonDigits {

    /// As many as any number has, in quotes.
    static final int MAX_CHARS = 22;

    private static final int MAX_INT_CHARS = 11;
    private static final int MAX_LONG_CHARS = 20;
    private static final int DATE_TIME_CHARS = 20;
    private static final byte[] MIN_INT = "-2147483648".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG =
            "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    /// The two digits of 00 to 99, in the order of writing.
    private static final short[] PAIRS = pairs();

    private static final int[] INT_TENS = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /// For each number of bits that a value has behind its first one: what must be added to the
    /// value, so that the high half of the sum is the number of its digits.
    private static final long[] SIZES = sizes();

    private JsonDigits() {}

    /// Among numbers of so many bits there may be a power of ten, which has one digit more than
    /// those below it.
    private static long[] sizes() {
        long[] sizes = new long[Integer.SIZE - 1];
        for (int bits = 0; bits < sizes.length; bits++) {
            int fewest = Integer.toString(1 << bits).length();
            int most = Integer.toString((int) ((2L << bits) - 1)).length();
            sizes[bits] = ((long) most << Integer.SIZE) - (most > fewest ? INT_TENS[fewest] : 0);
        }
        return sizes;
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ('0' + i / 10 | ('0' + i % 10) << 8);
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

    static void quotedInt64(long value, ByteSink out) {
        out.ensure(MAX_CHARS);
        if (value == (value & Integer.MAX_VALUE)) {
            quoted((int) value, out, out.length);
            return;
        }
        out.bytes[out.length++] = '"';
        int64(value, out);
        out.bytes[out.length++] = '"';
    }

    /// Prints a number that is not negative to a place in the sink where there is room. Moves the
    /// end of the sink once only: what comes next waits for it.
    static void quoted(int value, ByteSink out, int start) {
        byte[] target = out.bytes;
        int end = start + 1 + size(value);
        out.length = end + 1;
        target[start] = '"';
        backwards(value, target, end);
        target[end] = '"';
    }

    static void quotedUint64(long value, ByteSink out) {
        out.ensure(MAX_CHARS);
        out.bytes[out.length++] = '"';
        uint64(value, out);
        out.bytes[out.length++] = '"';
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
        positive(value, out, out.length);
    }

    /// Prints a number that is not negative to a place in the sink where there is room.
    static void positive(int value, ByteSink out, int start) {
        int at = start + size(value);
        out.length = at;
        backwards(value, out.bytes, at);
    }

    /// Prints a number that is not negative, a point, and exactly so many digits behind it.
    static void decimal(int whole, int fraction, int places, ByteSink out) {
        out.ensure(2 * MAX_INT_CHARS);
        byte[] target = out.bytes;
        int point = out.length + size(whole);
        out.length = point + 1 + places;
        backwards(whole, target, point);
        // With one digit too many in front, where the point will be.
        backwards(INT_TENS[places] + fraction, target, point + 1 + places);
        target[point] = '.';
    }

    /// Prints a point and exactly so many digits behind it.
    static void fraction(int digits, int places, ByteSink out) {
        out.ensure(MAX_INT_CHARS);
        int point = out.length;
        positive(INT_TENS[places] + digits, out);
        out.bytes[point] = '.';
    }

    /// Prints a quote and `YYYY-MM-DDThh:mm:ss`.
    ///
    /// @param date as [Calendar#date] has it
    /// @param second of the day
    static void dateTime(int date, int second, ByteSink out) {
        out.ensure(DATE_TIME_CHARS);
        byte[] target = out.bytes;
        int at = out.length;
        out.length = at + DATE_TIME_CHARS;
        int year = date / 10_000;
        target[at] = '"';
        two(year / 100, target, at + 1);
        two(year % 100, target, at + 3);
        target[at + 5] = '-';
        two(date / 100 % 100, target, at + 6);
        target[at + 8] = '-';
        two(date % 100, target, at + 9);
        target[at + 11] = 'T';
        two(second / 3600, target, at + 12);
        target[at + 14] = ':';
        two(second / 60 % 60, target, at + 15);
        target[at + 17] = ':';
        two(second % 60, target, at + 18);
    }

    private static void two(int value, byte[] target, int at) {
        Words.SHORT.set(target, at, PAIRS[value]);
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
        two(value, target, end - 2);
        return end - 2;
    }

    private static int size(long value) {
        int size = 10;
        long power = 10_000_000_000L;
        while (size < 19 && value >= power) {
            power *= 10;
            size++;
        }
        return size;
    }

    private static int size(int value) {
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value | 1);
        return (int) ((value + SIZES[bits]) >>> Integer.SIZE);
    }
}
