package dev.kiban.definition.load;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: hours, minutes, seconds and milliseconds, largest first, each at
/// most once: `1h`, `1m30s`, `250ms`.
final class DurationText {
    /// Up to nine digits a unit, so that no sum overflows. The first part asks for at least one
    /// unit.
    static final String PATTERN =
            "(?=[0-9])([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?";

    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|h|m|s)");

    private DurationText() {}

    /// @param text matches [#PATTERN]
    static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(count);
            case "m" -> Duration.ofMinutes(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMillis(count);
        };
    }

    /// The shortest text for a duration; parses back to it.
    static String print(Duration duration) {
        StringBuilder out = new StringBuilder();
        append(duration.toHours(), "h", out);
        append(duration.toMinutesPart(), "m", out);
        append(duration.toSecondsPart(), "s", out);
        append(duration.toMillisPart(), "ms", out);
        return out.isEmpty() ? "0s" : out.toString();
    }

    private static void append(long count, String unit, StringBuilder out) {
        if (count > 0) {
            out.append(count).append(unit);
        }
    }
}
