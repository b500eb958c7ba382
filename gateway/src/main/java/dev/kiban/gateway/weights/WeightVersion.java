package dev.kiban.gateway.weights;

import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights.Weighting;
import java.time.Instant;

/// What somebody made of a split at one time.
///
/// @param number 1, 2, 3 … of one split
/// @param before the version that a rollback goes back to; 0 is the definition
/// @param weighting which shares of the definition these weights take the place of
public record WeightVersion(
        SplitName name, long number, long before, Weighting weighting, Made made) {

    /// @param reason why, in the words of who did it
    public record Made(String by, String reason, Instant at) {}

    /// How it shares.
    public Split split() {
        return weighting.split();
    }

    /// Whether it says something else than the definition said then.
    public boolean isSet() {
        return !weighting.split().equals(weighting.based());
    }

    /// Whether it counts: not if the definition has other shares by now than it had then, nor if it
    /// gave the word back to the definition.
    public boolean standsOn(Split defined) {
        return weighting.based().equals(defined) && isSet();
    }
}
