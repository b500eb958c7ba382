package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import java.time.Duration;
import java.util.Optional;

/// So many in a second, minute or hour.
final class RateText {
    static final int MOST = 1_000_000;

    private RateText() {}

    record Rate(int amount, Duration period) {}

    /// A rate of at least one.
    ///
    /// @param what is counted
    /// @param none what to write in place of a rate of zero
    static TextShape<Rate> of(String what, String none) {
        return new TextShape<>(
                "a number of %s in a second, minute or hour such as 100/s, 60/m or 5000/h"
                        .formatted(what),
                TextRule.matching("[0-9]{1,9}/[smh]"),
                (text, at, reading) -> parse(text, none, at, reading));
    }

    private static Optional<Rate> parse(String text, String none, Location at, Reading reading) {
        int slash = text.indexOf('/');
        int amount = Integer.parseInt(text.substring(0, slash));
        if (amount < 1 || amount > MOST) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must be from 1 to %d, found %d: %s".formatted(MOST, amount, none));
            return Optional.empty();
        }
        Duration period =
                switch (text.charAt(slash + 1)) {
                    case 'h' -> Duration.ofHours(1);
                    case 'm' -> Duration.ofMinutes(1);
                    default -> Duration.ofSeconds(1);
                };
        return Optional.of(new Rate(amount, period));
    }
}
