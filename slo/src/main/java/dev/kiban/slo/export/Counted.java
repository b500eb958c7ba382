package dev.kiban.slo.export;

import java.util.function.Function;

/// How the events of an SLO are counted in PromQL: how many came, and how many of them were bad,
/// within a window such as `5m`.
record Counted(Function<String, String> bad, Function<String, String> valid) {
    /// There while a gateway is measured: then a series that is missing is a measured zero.
    private static final String MEASURED = "0 * count(kiban_gateway_plan_generation)";

    /// Without events, zero; without a gateway, nothing at all.
    static String orZero(String sum) {
        return "%s%n  or%n%s".formatted(sum, MEASURED);
    }
}
