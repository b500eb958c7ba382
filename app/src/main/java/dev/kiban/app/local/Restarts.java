package dev.kiban.app.local;

import java.time.Duration;
import java.util.Optional;

/// Decides whether a service that ended by itself is started again: soon at first, then later and
/// later, and in the end no more. One that ran for a while starts with a clean sheet.
final class Restarts {
    static final int MAX_IN_A_ROW = 5;
    static final Duration STEADY = Duration.ofMinutes(1);

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);

    private int inARow;

    /// How long to wait before the next start; empty to give up.
    Optional<Duration> afterEnd(Duration ranFor) {
        if (ranFor.compareTo(STEADY) >= 0) {
            inARow = 0;
        }
        inARow++;
        return inARow > MAX_IN_A_ROW
                ? Optional.empty()
                : Optional.of(FIRST_DELAY.multipliedBy(1L << (inARow - 1)));
    }
}
