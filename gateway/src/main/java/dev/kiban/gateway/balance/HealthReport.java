package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;

/// Hears when an endpoint can serve no more, or can again.
@FunctionalInterface
public interface HealthReport {

    /// Something has changed.
    ///
    /// @param reason what the last answer was; empty if it was good
    void changed(Address endpoint, boolean healthy, String reason);
}
