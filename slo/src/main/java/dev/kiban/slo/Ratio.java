package dev.kiban.slo;

import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/// A fraction of two integers, exactly. Compared by cross multiplication; rounded for display
/// only.
///
/// @param numerator carries the sign
/// @param denominator above zero; the two have no common divisor
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {
    public static final Ratio ZERO = of(0, 1);
    public static final Ratio ONE = of(1, 1);

    private static final Ratio HUNDRED = of(100, 1);
    private static final BigInteger NANOS_OF_A_SECOND = BigInteger.valueOf(1_000_000_000);

    /// @throws ArithmeticException if the denominator is zero
    public Ratio {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("a ratio to nothing");
        }
        BigInteger divisor = numerator.gcd(denominator);
        BigInteger signed = denominator.signum() < 0 ? divisor.negate() : divisor;
        numerator = numerator.divide(signed);
        denominator = denominator.divide(signed);
    }

    /// So many of so many.
    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /// A share as a ratio.
    public static Ratio of(Share share) {
        return of(share.partsPerBillion(), Share.WHOLE);
    }

    /// How many times one time holds another.
    public static Ratio of(Duration time, Duration unit) {
        return new Ratio(nanos(time), nanos(unit));
    }

    private static BigInteger nanos(Duration time) {
        return BigInteger.valueOf(time.getSeconds())
                .multiply(NANOS_OF_A_SECOND)
                .add(BigInteger.valueOf(time.getNano()));
    }

    public Ratio plus(Ratio other) {
        return new Ratio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.numerator.negate(), other.denominator));
    }

    public Ratio times(Ratio other) {
        return new Ratio(
                numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /// @throws ArithmeticException if the other is zero
    public Ratio dividedBy(Ratio other) {
        return new Ratio(
                numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /// This part of a time, down to whole seconds.
    public Duration of(Duration whole) {
        BigInteger seconds =
                numerator.multiply(nanos(whole)).divide(denominator.multiply(NANOS_OF_A_SECOND));
        return Duration.ofSeconds(seconds.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
    }

    /// Strictly: what is equal does not exceed.
    public boolean exceeds(Ratio other) {
        return compareTo(other) > 0;
    }

    /// For display: so many digits after the point, halves to the even digit.
    public BigDecimal rounded(int decimals) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_EVEN);
    }

    /// For people: `12.4%`.
    public String percent() {
        return "%s%%".formatted(times(HUNDRED).rounded(1));
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    /// The decimal if it is short, as people write it: `14.4`; otherwise rounded to 16 digits.
    @Override
    public String toString() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                .stripTrailingZeros()
                .toPlainString();
    }
}
