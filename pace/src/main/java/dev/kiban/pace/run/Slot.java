package dev.kiban.pace.run;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// For which time a job runs. Whoever means the same slot says the same text; of a time with its
/// offset, each way to write it is the same: `2026-11-21T03:00Z`, `2026-11-21T12:00:00+09:00`.
///
/// @param value 1 to 100 characters of ASCII that can be seen
public record Slot(String value) {
    private static final Pattern TEXT = Pattern.compile("[!-~]{1,100}");

    /// @throws IllegalArgumentException if it is none
    public Slot {
        if (!TEXT.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a slot has 1 to 100 letters, digits and signs of ASCII without spaces, such as 2026-11-21T03:00Z");
        }
        value = settled(value);
    }

    private static String settled(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeParseException e) {
            return text; // any other name of a slot
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
