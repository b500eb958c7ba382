package dev.kiban.pace.bucket;

import java.math.BigInteger;

/// How much has drained of every bucket of one rate since the start.
///
/// One permit is 3.6·10¹² units, and *n* an hour drain *n* units in a nanosecond: nothing is ever
/// rounded. The sum is kept as whole permits and the units of one that has begun, so that it does
/// not overflow in the life of a process.
///
/// A bucket is a **mark**: the sum at which it will be empty. Its level is what is missing to that.
/// So a new rate touches no bucket, and under rate 0 all of them stand still.
///
/// Not safe for threads; reads no clock.
public final class Drain {
    /// Units of a permit.
    public static final long PERMIT = 3_600_000_000_000L;

    /// A level is never higher, in permits: 2⁶³ units are a little more.
    public static final long MAX_PERMITS = 2_500_000;

    /// When a bucket of rate 0 will have drained.
    public static final long NEVER = Long.MAX_VALUE;

    private static final BigInteger PERMIT_EXACTLY = BigInteger.valueOf(PERMIT);

    private long permits;
    private long units;
    private long lastNanos;
    private long unitsPerNano;

    /// @param unitsPerNano as many as permits in an hour
    public Drain(long unitsPerNano, long nowNanos) {
        this.unitsPerNano = unitsPerNano;
        this.lastNanos = nowNanos;
    }

    /// Counts what has drained until now. A clock that goes back stands still.
    public void at(long nowNanos) {
        long elapsed = nowNanos - lastNanos;
        if (elapsed <= 0) {
            return;
        }
        lastNanos = nowNanos;
        long drained = elapsed * unitsPerNano;
        if (Math.multiplyHigh(elapsed, unitsPerNano) != 0 || drained < 0) {
            addMuch(elapsed);
        } else if (drained <= PERMIT) {
            add(drained);
        } else {
            permits += drained / PERMIT;
            add(drained % PERMIT);
        }
    }

    private void add(long atMostAPermit) {
        units += atMostAPermit;
        if (units >= PERMIT) {
            units -= PERMIT;
            permits++;
        }
    }

    private void addMuch(long elapsed) {
        BigInteger[] parts =
                BigInteger.valueOf(elapsed)
                        .multiply(BigInteger.valueOf(unitsPerNano))
                        .divideAndRemainder(PERMIT_EXACTLY);
        permits += parts[0].longValueExact();
        add(parts[1].longValueExact());
    }

    /// Drains at another rate from now on.
    public void change(long newUnitsPerNano, long nowNanos) {
        at(nowNanos);
        unitsPerNano = newUnitsPerNano;
    }

    /// Whole permits that have drained.
    long permits() {
        return permits;
    }

    /// Units of the permit that has begun to drain.
    long units() {
        return units;
    }

    /// The level of a bucket, in units.
    ///
    /// @param markPermits the mark's whole permits
    /// @param markUnits the mark's units, less than a permit
    long level(long markPermits, long markUnits) {
        long missing = markPermits - permits;
        return missing < -1 ? 0 : Math.max(0, missing * PERMIT + (markUnits - units));
    }

    /// In how many nanoseconds so much will have drained from now; [#NEVER] at rate 0.
    ///
    /// @param missing units, more than none
    public long nanosFor(long missing) {
        return unitsPerNano == 0 ? NEVER : Math.ceilDiv(missing, unitsPerNano);
    }
}
