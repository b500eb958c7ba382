package dev.kiban.runtime.telemetry.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes moments as `2026-11-21T14:38:18.123Z`. Most lines of a busy program fall into the second
/// of the line before, so only the milliseconds are written anew.
final class Rfc3339 {
    static final int LENGTH = 24;

    private static final int MILLIS_AT = 20;
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final byte[] text = new byte[LENGTH];
    private long second = Long.MIN_VALUE;

    void write(long epochMillis, byte[] to, int at) {
        long newSecond = Math.clamp(Math.floorDiv(epochMillis, 1000L), 0, MAX_SECOND);
        if (newSecond != second) {
            second = newSecond;
            byte[] seconds =
                    Instant.ofEpochSecond(second).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(seconds, 0, text, 0, MILLIS_AT - 1);
            text[MILLIS_AT - 1] = '.';
            text[LENGTH - 1] = 'Z';
        }
        int millis = Math.floorMod(epochMillis, 1000);
        text[MILLIS_AT] = (byte) ('0' + millis / 100);
        text[MILLIS_AT + 1] = (byte) ('0' + millis / 10 % 10);
        text[MILLIS_AT + 2] = (byte) ('0' + millis % 10);
        System.arraycopy(text, 0, to, at, LENGTH);
    }
}
