package dev.kiban.definition;

import java.time.Duration;
import java.util.List;

/// How the rates of a pace are brought down before what its jobs work on suffers, and up again.
///
/// @param floor percent of the rates that are always there
/// @param safe percent of the rates where nobody knows how things are; it begins there
/// @param settle after so long, what was changed shows in the signals
/// @param climb so long it takes from nothing to the declared rates
/// @param every how often signals are read
/// @param signals at least one
public record PaceSteering(
        int floor,
        int safe,
        Duration settle,
        Duration climb,
        Duration every,
        List<PaceSignal> signals) {

    public PaceSteering {
        signals = List.copyOf(signals);
    }
}
