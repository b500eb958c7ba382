package dev.kiban.app.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// By when something is to be done, as people write it.
final class Deadline {
    private Deadline() {}

    /// Reads `18:00`, which is the next one, or `2026-11-23T18:00+09:00`.
    ///
    /// @throws IllegalArgumentException if it is neither
    static Instant parse(String text, Instant now, ZoneId zone) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : next(LocalTime.parse(text), now.atZone(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is no time such as 18:00 or 2026-11-23T18:00+09:00".formatted(text), e);
        }
    }

    private static Instant next(LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.with(time);
        return (today.isAfter(now) ? today : now.plusDays(1).with(time)).toInstant();
    }
}
