package dev.kiban.fleamarket.fault;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a service for a while.
///
/// ```
/// errors 30 until 2026-11-22T03:20:00Z
/// slow 800 until 2026-11-22T03:20:00Z
/// ```
///
/// @param amount per cent of calls that fail, or milliseconds that each takes longer
/// @param until it ends by itself, whoever has begun it
public record Fault(Kind kind, int amount, Instant until) {
    private static final Pattern TEXT = Pattern.compile("(errors|slow) (\\d{1,4}) until (\\S+)");

    /// In which way.
    public enum Kind {
        /// Some calls fail.
        ERRORS,
        /// All calls take longer.
        SLOW
    }

    /// What a text says; nothing if it is no fault.
    static Optional<Fault> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = matcher.group(1).equals("slow") ? Kind.SLOW : Kind.ERRORS;
        try {
            return Optional.of(
                    new Fault(
                            kind,
                            Integer.parseInt(matcher.group(2)),
                            Instant.parse(matcher.group(3))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String text() {
        String word =
                switch (kind) {
                    case ERRORS -> "errors";
                    case SLOW -> "slow";
                };
        return "%s %d until %s%n".formatted(word, amount, until);
    }
}
