package dev.kiban.pace.cruise;

import dev.kiban.pace.steer.Forecast;
import java.time.Instant;

/// A campaign as it stands.
///
/// @param remaining jobs that have not started
/// @param forecast when they will have, and how fast that goes
public record VoyageReport(long jobs, long remaining, Instant deadline, Forecast forecast) {}
