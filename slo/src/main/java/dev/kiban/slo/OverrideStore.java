package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Gate.ReleaseOverride;
import java.time.Instant;
import java.util.List;

/// Where overrides of the gate are kept.
public interface OverrideStore {

    /// From now on, until it expires, the service may be released.
    void give(ServiceName service, ReleaseOverride override, Instant now);

    /// Those of a service that have not expired, oldest first.
    List<ReleaseOverride> standing(ServiceName service, Instant now);
}
