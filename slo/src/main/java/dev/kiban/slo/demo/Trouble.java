package dev.kiban.slo.demo;

import java.time.Duration;
import java.time.Instant;

/// A time in which a service does worse than usual.
///
/// @param errors the share of requests that fail at its end
/// @param grows whether it begins with none and gets worse, rather than at once
/// @param slowdown how many times as long requests take
record Trouble(Instant start, Instant end, double errors, boolean grows, double slowdown) {

    boolean holds(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }

    boolean overlaps(Instant from, Instant until) {
        return start.isBefore(until) && from.isBefore(end);
    }

    double errorsAt(Instant moment) {
        if (!grows) {
            return errors;
        }
        double passed = Duration.between(start, moment).toSeconds();
        return errors * passed / Duration.between(start, end).toSeconds();
    }
}
