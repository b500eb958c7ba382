package dev.kiban.gateway.report;

import java.util.Locale;

/// How a reload ended, as metrics tell it.
public enum ReloadResult {
    /// Another plan is live.
    LIVE,
    /// Files changed, but not what they say.
    UNCHANGED,
    /// Something is wrong with the definitions; the plan stays.
    REFUSED,
    /// Something is wrong with us; the plan stays.
    FAULT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
