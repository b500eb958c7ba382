package dev.kiban.pace.reception;

import java.time.Duration;

/// Writes times as seconds with milliseconds, rounded up: who comes then does not come too early.
public final class Seconds {
    private static final long MILLIS_A_SECOND = 1_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private Seconds() {}

    /// Such as `0.350`.
    public static String text(Duration time) {
        long millis = Math.ceilDiv(time.toNanos(), NANOS_A_MILLI);
        String rest = Long.toString(MILLIS_A_SECOND + millis % MILLIS_A_SECOND);
        return millis / MILLIS_A_SECOND + "." + rest.substring(1);
    }
}
