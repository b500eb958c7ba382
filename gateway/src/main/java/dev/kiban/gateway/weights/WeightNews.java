package dev.kiban.gateway.weights;

import dev.kiban.gateway.split.Split;

/// Where it is written down that traffic was moved. A port.
@FunctionalInterface
public interface WeightNews {

    /// Tells of a version; more than once is the same event.
    ///
    /// @param was how the split shared before
    /// @return the number of the event
    long tell(WeightVersion version, Split was);
}
