package dev.kiban.slo.store;

/// Who counts: each kind writes to hours at times of its own.
enum Counter {
    /// All gateways, each minute soon after it.
    GATEWAYS,
    /// Programs that tell what they counted, some of them days later.
    PROGRAMS;

    /// As `slo_hour_version` has it.
    boolean isTold() {
        return this == PROGRAMS;
    }
}
