package dev.kiban.pace.nginx;

/// One `limit_req zone=… burst=… delay=…`.
///
/// @param burst in whole requests
/// @param delay in whole requests; [#NO_DELAY] is `nodelay`
public record Rule(Zone zone, long burst, long delay) {
    /// Nobody is delayed.
    public static final long NO_DELAY = Long.MAX_VALUE / 1_000;

    private static final int MILLI = 1_000;

    boolean refuses(long excess) {
        return excess > burst * MILLI;
    }

    /// Zero if it is not delayed.
    long delayMillis(long excess) {
        return excess <= delay * MILLI ? 0 : (excess - delay * MILLI) * MILLI / zone.rate();
    }
}
