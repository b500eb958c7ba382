package dev.kiban.slo;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/// Where it is told what stands. A port: what begins to stand and what ends goes to the [Outbox].
@FunctionalInterface
public interface Notices {

    /// Tells all that stands of a kind now. What stood before and is not among it has ended.
    ///
    /// @param kind such as `campaign`: letters, digits and `._:-`
    /// @param unknown subjects of which nobody knows: they stay as they were
    void stand(String kind, Collection<Notice> now, Set<String> unknown, Instant at);
}
