package dev.kiban.fleamarket.traffic;

import dev.kiban.fleamarket.fault.Fault;
import dev.kiban.fleamarket.fault.Fault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/// A time in which the item service does badly.
record Incident(Instant start, Fault fault) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /// One that starts so long after a time, give or take half of it.
    static Incident after(Instant now, Duration pause, RandomGenerator random) {
        long millis = Math.round(pause.toMillis() * (0.5 + random.nextDouble()));
        Instant start = now.plusMillis(millis);
        Instant end = start.plus(Duration.ofMinutes(2 + random.nextInt(4)));
        return new Incident(
                start,
                random.nextInt(3) == 0
                        ? new Fault(Kind.SLOW, 400 + 100 * random.nextInt(6), end)
                        : new Fault(Kind.ERRORS, 10 + 10 * random.nextInt(5), end));
    }

    /// For people: `30 % of calls to item fail, from 12:43 to 12:47`.
    String text(ZoneId zone) {
        String what =
                switch (fault.kind()) {
                    case ERRORS -> "%d %% of calls to item fail".formatted(fault.amount());
                    case SLOW -> "calls to item take %d ms longer".formatted(fault.amount());
                };
        return "%s, from %s to %s"
                .formatted(
                        what,
                        CLOCK.format(start.atZone(zone)),
                        CLOCK.format(fault.until().atZone(zone)));
    }
}
