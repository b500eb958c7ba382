package dev.kiban.kernel;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// A part of a whole, exactly: `99.9%` is 999,000,000 parts per billion, and never a binary
/// fraction near it.
///
/// @param partsPerBillion from 0 to 1,000,000,000
public record Share(long partsPerBillion) implements Comparable<Share> {
    /// How many parts the whole has.
    public static final long WHOLE = 1_000_000_000;

    /// What [#parse] reads, as a regular expression that every dialect knows.
    public static final String PATTERN = "[0-9]{1,3}(\\.[0-9]{1,7})?%";

    /// What [#parseMillionths] reads.
    public static final String MILLIONTHS = "[0-9]{1,3}(\\.[0-9]{1,4})?%|[0-9]{1,7}ppm";

    private static final int DECIMALS_OF_A_PERCENT = 7;
    private static final int PER_MILLIONTH = 1_000;
    private static final String PPM = "ppm";
    private static final Pattern COMPILED_MILLIONTHS = Pattern.compile(MILLIONTHS);
    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    /// @throws IllegalArgumentException if it is less than nothing or more than the whole
    public Share {
        if (partsPerBillion < 0 || partsPerBillion > WHOLE) {
            throw new IllegalArgumentException(
                    "%d parts per billion are no share: it must be 0 to %d"
                            .formatted(partsPerBillion, WHOLE));
        }
    }

    /// Reads a percentage such as `99.9%`, with up to seven decimals.
    ///
    /// @throws IllegalArgumentException if it is none, or more than 100%
    public static Share parse(String text) {
        if (!COMPILED.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no percentage".formatted(text));
        }
        return new Share(
                new BigDecimal(text.substring(0, text.length() - 1))
                        .movePointRight(DECIMALS_OF_A_PERCENT)
                        .longValueExact());
    }

    /// Reads a number of millionths, as a percentage such as `0.01%` or as `100ppm`.
    ///
    /// @throws IllegalArgumentException if it is neither, or more than the whole
    public static Share parseMillionths(String text) {
        if (!COMPILED_MILLIONTHS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no share such as 5%%, 0.01%% or 100ppm".formatted(text));
        }
        return text.endsWith(PPM)
                ? ofMillionths(Integer.parseInt(text.substring(0, text.length() - PPM.length())))
                : parse(text);
    }

    /// So many parts per million.
    ///
    /// @throws IllegalArgumentException if it is less than nothing or more than the whole
    public static Share ofMillionths(int parts) {
        return new Share((long) parts * PER_MILLIONTH);
    }

    /// Parts per million; what is finer is left out.
    public int millionths() {
        return (int) (partsPerBillion / PER_MILLIONTH);
    }

    /// What is missing to the whole: the budget of an objective.
    public Share rest() {
        return new Share(WHOLE - partsPerBillion);
    }

    /// Whether this is everything.
    public boolean isWhole() {
        return partsPerBillion == WHOLE;
    }

    @Override
    public int compareTo(Share other) {
        return Long.compare(partsPerBillion, other.partsPerBillion);
    }

    /// The shortest percentage that reads back as this share: `99.9%`.
    @Override
    public String toString() {
        return BigDecimal.valueOf(partsPerBillion, DECIMALS_OF_A_PERCENT)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
