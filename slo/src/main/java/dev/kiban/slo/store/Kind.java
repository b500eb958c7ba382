package dev.kiban.slo.store;

import java.util.Locale;

/// Who counts a series, in the words of `slo_series`.
enum Kind {
    /// The gateways, each request that a route took.
    GATEWAY,
    /// A program that tells events of a stream.
    EVENTS,
    /// Ourselves, by what programs tell of a flow of work: one series for each threshold.
    FRESHNESS,
    /// A Prometheus, asked by us.
    PROMETHEUS;

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// As `slo_series` has it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
