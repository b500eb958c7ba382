package dev.kiban.gateway.weights;

import dev.kiban.gateway.split.SplitName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where versions of weights are kept. A port.
public interface WeightStore {
    /// Versions that are kept of a split; older ones are forgotten.
    int KEPT = 100;

    /// A version, and the event of the ledger that tells of it, as soon as one does.
    record Kept(WeightVersion version, OptionalLong event) {}

    /// Keeps a version that does not count yet.
    ///
    /// @return whether there was none of its number
    boolean add(WeightVersion version);

    /// From now on it counts.
    ///
    /// @param event of the ledger
    void confirm(WeightVersion version, long event);

    /// The newest of a split, whether it counts or not.
    Optional<Kept> latest(SplitName name);

    /// One of a split.
    Optional<WeightVersion> version(SplitName name, long number);

    /// The newest that counts, of each split.
    List<WeightVersion> counting();
}
