package dev.kiban.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Property
    void comparesAsDecimalsDo(
            @ForAll long a,
            @ForAll @LongRange(min = 1) long b,
            @ForAll long c,
            @ForAll @LongRange(min = 1) long d) {
        BigDecimal left = BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(d));
        BigDecimal right = BigDecimal.valueOf(c).multiply(BigDecimal.valueOf(b));

        assertThat(Integer.signum(Ratio.of(a, b).compareTo(Ratio.of(c, d))))
                .isEqualTo(left.compareTo(right));
    }

    @Property
    void isEqualToItselfInOtherNumbers(
            @ForAll int numerator,
            @ForAll @LongRange(min = 1, max = 1_000_000) long denominator,
            @ForAll @LongRange(min = 1, max = 1_000_000) long times) {
        assertThat(Ratio.of(numerator * times, denominator * times))
                .isEqualTo(Ratio.of(numerator, denominator));
        assertThat(Ratio.of(numerator, -denominator))
                .isEqualTo(Ratio.of(-(long) numerator, denominator));
    }

    @Property
    void givesBackWhatWasTaken(@ForAll int a, @ForAll int b, @ForAll int c) {
        Ratio ratio = Ratio.of(a, 1 + Math.abs((long) b));
        Ratio other = Ratio.of(1 + Math.abs((long) c), 7);

        assertThat(ratio.plus(other).minus(other)).isEqualTo(ratio);
        assertThat(ratio.times(other).dividedBy(other)).isEqualTo(ratio);
    }

    @Test
    void doesNotExceedWhatItEquals() {
        assertThat(Ratio.of(144, 10_000).exceeds(Ratio.of(72, 5_000))).isFalse();
        assertThat(Ratio.of(Long.MAX_VALUE, Long.MAX_VALUE - 1).exceeds(Ratio.ONE)).isTrue();
    }

    @Test
    void refusesARatioToNothing() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Ratio.of(1, 0));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Ratio.ONE.dividedBy(Ratio.ZERO));
    }

    @Test
    void takesItsPartOfATime() {
        assertThat(Ratio.of(1, 1_000).of(Duration.ofDays(30))).isEqualTo(Duration.ofSeconds(2_592));
        assertThat(Ratio.of(Duration.ofDays(30), Duration.ofHours(1))).isEqualTo(Ratio.of(720, 1));
        assertThat(new Ratio(BigInteger.TEN.pow(30), BigInteger.ONE).of(Duration.ofDays(1)))
                .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void isPrintedAsPeopleWriteIt() {
        assertThat(Ratio.of(144, 10)).hasToString("14.4");
        assertThat(Ratio.of(14, 15)).hasToString("0.9333333333333333");
        assertThat(Ratio.of(100, 1)).hasToString("100");
    }
}
