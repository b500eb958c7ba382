package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Releases.Release;
import java.util.List;

/// Knows what was released in a time. A port.
@FunctionalInterface
public interface ReleaseHistory {

    /// Releases of a service, oldest first.
    List<Release> within(ServiceName service, PeriodWindow time);
}
