package dev.kiban.pace.run;

import java.time.Duration;
import java.time.Instant;

/// A job that should have succeeded by now.
///
/// @param since its last success, or when one was first expected
/// @param within it should have succeeded in that time
public record Overdue(Job job, Instant since, Duration within) {

    /// By when it should have.
    public Instant due() {
        return since.plus(within);
    }
}
