package dev.kiban.slo;

import dev.kiban.definition.Alerting.Severity;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people call an alert, whatever share of the budget it is for.
///
/// @param window the long one, in whole hours
public record TierName(Severity severity, Duration window) {
    private static final Pattern WRITTEN = Pattern.compile("(page|ticket) ([0-9]{1,6})h");

    /// Reads what [#toString] writes.
    ///
    /// @throws IllegalArgumentException if it is none
    public static TierName parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("'%s' is no alert tier".formatted(text));
        }
        Severity severity = written.group(1).equals("page") ? Severity.PAGE : Severity.TICKET;
        return new TierName(severity, Duration.ofHours(Long.parseLong(written.group(2))));
    }

    /// `page 6h`.
    @Override
    public String toString() {
        String word =
                switch (severity) {
                    case PAGE -> "page";
                    case TICKET -> "ticket";
                };
        return "%s %dh".formatted(word, window.toHours());
    }
}
