package dev.kiban.pace.steer;

import dev.kiban.pace.Rate;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/// So many jobs in a time.
///
/// @param thousandths of a job in a second
public record Speed(long thousandths) {
    /// It does not move.
    public static final Speed NONE = new Speed(0);

    private static final int MILLI = 1_000;
    private static final long OF_A_JOB_AND_A_MILLI = 1_000_000;
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    /// @throws IllegalArgumentException if it goes back
    public Speed {
        if (thousandths < 0) {
            throw new IllegalArgumentException("a speed of %,d".formatted(thousandths));
        }
    }

    /// So many jobs in a second.
    public static Speed of(long jobs) {
        return new Speed(jobs * MILLI);
    }

    /// As fast as a rate, rounded down to thousandths of a job in a second.
    public static Speed of(Rate rate) {
        return new Speed(
                rate.anHour() / SECONDS_OF_AN_HOUR * MILLI
                        + rate.anHour() % SECONDS_OF_AN_HOUR * MILLI / SECONDS_OF_AN_HOUR);
    }

    /// As fast as is needed for so many jobs in a time, rounded up.
    static Speed forAll(long jobs, Duration time) {
        return new Speed(ceilDiv(jobs, Math.max(1, time.toMillis())));
    }

    /// When so many jobs will have started.
    Instant through(long jobs, Instant now) {
        return thousandths == 0 ? Instant.MAX : now.plusMillis(ceilDiv(jobs, thousandths));
    }

    boolean exceeds(Speed other) {
        return thousandths > other.thousandths;
    }

    Speed atLeast(Speed floor) {
        return exceeds(floor) ? this : floor;
    }

    Speed atMost(Speed ceiling) {
        return exceeds(ceiling) ? ceiling : this;
    }

    /// The rate of a limit that goes as fast, rounded down to whole permits an hour.
    public Rate rate() {
        return Rate.perHour(thousandths * SECONDS_OF_AN_HOUR / MILLI);
    }

    /// Millions of jobs by something, rounded up, for as many jobs as there can be.
    private static long ceilDiv(long jobs, long by) {
        if (jobs <= Long.MAX_VALUE / OF_A_JOB_AND_A_MILLI) {
            return Math.ceilDiv(jobs * OF_A_JOB_AND_A_MILLI, by);
        }
        BigInteger all =
                BigInteger.valueOf(jobs).multiply(BigInteger.valueOf(OF_A_JOB_AND_A_MILLI));
        BigInteger[] parts = all.divideAndRemainder(BigInteger.valueOf(by));
        return parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact();
    }
}
