package dev.kiban.fleamarket.legacy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Dates as the monolith writes them: Tokyo time, with slashes, the zone left to the reader.
final class LegacyDate {
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final LocalDateTime OPENING = LocalDateTime.of(2013, 7, 2, 10, 0);

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");

    private LegacyDate() {}

    static String format(LocalDateTime date) {
        return FORMAT.format(date);
    }
}
