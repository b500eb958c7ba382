package dev.kiban.gateway.split;

import java.util.Map;

/// How splits share traffic at run time, where that is not as their definitions say.
public record Weights(Map<SplitName, Weighting> bySplit) {
    /// All splits share as they are defined.
    public static final Weights NONE = new Weights(Map.of());

    public Weights {
        bySplit = Map.copyOf(bySplit);
    }

    /// Weights that were set.
    ///
    /// @param based what the definition said at that time
    /// @param split what holds in its place, as long as the definition says no other
    public record Weighting(Split based, Split split) {}

    /// How a split shares now. A definition that has changed since weights were set wins: who
    /// changed it knew what it said, and what was set answers to something that is gone.
    ///
    /// @param defined as the definition has it
    public Split of(SplitName name, Split defined) {
        Weighting weighting = bySplit.get(name);
        return weighting != null && weighting.based().equals(defined) ? weighting.split() : defined;
    }
}
