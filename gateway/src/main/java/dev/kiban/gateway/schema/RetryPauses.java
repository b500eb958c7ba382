package dev.kiban.gateway.schema;

import java.time.Duration;

/// How long to wait before trying again: twice as long after each failure, up to a limit.
///
/// @param first after the first failure
/// @param longest after any number of failures
record RetryPauses(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 20;

    Duration after(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
