package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.util.Optional;

/// Knows what was released: what people ask first when an alert fires. A port.
@FunctionalInterface
public interface Releases {

    /// The newest release of a service before a time.
    Optional<Release> last(ServiceName service, Instant before);

    /// A release.
    ///
    /// @param summary one line for people
    record Release(Instant at, String summary) {}
}
