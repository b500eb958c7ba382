package dev.kiban.fleamarket.traffic;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/// When visitors come: each by chance, more in the evening than at night.
///
/// @param perSecond how many come, on the average of a day
record Rhythm(double perSecond) {
    private static final int BUSIEST_HOUR = 20;
    private static final double SWING = 0.55;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /// How many come in a second now.
    double rate(ZonedDateTime now) {
        double hour = now.getHour() + now.getMinute() / 60.0;
        return perSecond * (1 + SWING * Math.cos(2 * Math.PI * (hour - BUSIEST_HOUR) / 24));
    }

    /// Until the next one comes.
    Duration pause(ZonedDateTime now, RandomGenerator random) {
        double seconds = -Math.log(1 - random.nextDouble()) / rate(now);
        Duration pause = Duration.ofNanos(Math.round(seconds * 1e9));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
