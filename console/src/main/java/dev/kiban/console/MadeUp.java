package dev.kiban.console;

import dev.kiban.slo.DemoCounts.Ground;
import java.util.Optional;

/// Knows what of the counts is made up, so that nobody takes it for measured. A port: read for each
/// page, so it must answer at once.
@FunctionalInterface
public interface MadeUp {

    /// What is made up, and what is real; empty while nobody knows.
    Optional<Ground> read();
}
