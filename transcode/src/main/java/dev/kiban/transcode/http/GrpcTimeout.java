package dev.kiban.transcode.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The `grpc-timeout` header: up to eight digits and a unit, such as `250m`.
public final class GrpcTimeout {
    private static final int MAX_DIGITS = 8;
    private static final long MAX_VALUE = 99_999_999;
    private static final Unit[] UNITS = Unit.values();

    private GrpcTimeout() {}

    /// From fine to coarse.
    private enum Unit {
        NANOSECONDS('n', TimeUnit.NANOSECONDS),
        MICROSECONDS('u', TimeUnit.MICROSECONDS),
        MILLISECONDS('m', TimeUnit.MILLISECONDS),
        SECONDS('S', TimeUnit.SECONDS),
        MINUTES('M', TimeUnit.MINUTES),
        HOURS('H', TimeUnit.HOURS);

        final char letter;
        final TimeUnit unit;

        Unit(char letter, TimeUnit unit) {
            this.letter = letter;
            this.unit = unit;
        }
    }

    /// The time in a header; empty if it is malformed. More than 292 years are 292 years.
    public static Optional<Duration> parse(String header) {
        int digits = header.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = header.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            value = value * 10 + digit;
        }
        for (Unit unit : UNITS) {
            if (unit.letter == header.charAt(digits)) {
                return Optional.of(Duration.ofNanos(unit.unit.toNanos(value)));
            }
        }
        return Optional.empty();
    }

    /// The header for a time, in the finest unit that fits eight digits; what is lost is less than
    /// the unit. Nothing left is `0n`.
    public static String format(Duration timeout) {
        long nanos = timeout.isNegative() ? 0 : saturatedNanos(timeout);
        for (Unit unit : UNITS) {
            long value = unit.unit.convert(nanos, TimeUnit.NANOSECONDS);
            if (value <= MAX_VALUE) {
                return Long.toString(value) + unit.letter;
            }
        }
        throw new AssertionError("292 years are 2.6 million hours");
    }

    private static long saturatedNanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }
}
