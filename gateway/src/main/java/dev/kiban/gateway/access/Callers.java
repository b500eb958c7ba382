package dev.kiban.gateway.access;

import dev.kiban.definition.Gateway;

/// Whom a plan can tell from others.
///
/// @param issuers whose tokens it believes
/// @param keys of partners
/// @param workloads whose certificates it believes
public record Callers(Issuers issuers, ApiKeys keys, Workloads workloads) {
    /// Nobody.
    public static final Callers NONE = new Callers(Issuers.NONE, ApiKeys.NONE, Workloads.NONE);

    /// Those whom a Gateway names.
    public static Callers of(Gateway gateway) {
        return new Callers(
                new Issuers(gateway.issuers()),
                ApiKeys.of(gateway.partners()),
                gateway.certificates().map(Workloads::of).orElse(Workloads.NONE));
    }
}
