package dev.kiban.slo.store;

import java.time.Duration;
import java.time.Instant;

/// Minutes and hours as the tables number them: since 1970.
final class Minute {
    static final int OF_AN_HOUR = 60;

    private static final long SECONDS = Duration.ofMinutes(1).toSeconds();

    private Minute() {}

    /// The minute that a moment is in.
    static int of(Instant moment) {
        return Math.toIntExact(Math.floorDiv(moment.getEpochSecond(), SECONDS));
    }

    static Instant start(int minute) {
        return Instant.ofEpochSecond(minute * SECONDS);
    }

    static int hourOf(int minute) {
        return Math.floorDiv(minute, OF_AN_HOUR);
    }

    /// The first hour that begins at this minute or later.
    static int nextHour(int minute) {
        return Math.ceilDiv(minute, OF_AN_HOUR);
    }
}
