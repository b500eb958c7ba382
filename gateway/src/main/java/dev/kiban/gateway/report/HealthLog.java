package dev.kiban.gateway.report;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.UPSTREAM;

import dev.kiban.definition.Address;
import dev.kiban.gateway.balance.HealthReport;
import dev.kiban.runtime.telemetry.log.Log;

/// Logs which endpoints can serve no more, or can again.
public record HealthLog(Log log) implements HealthReport {

    @Override
    public void changed(Address endpoint, boolean healthy, String reason) {
        if (healthy) {
            log.info("Endpoint can serve again", UPSTREAM.is(endpoint));
        } else {
            log.warn(
                    "Endpoint cannot serve; it gets no requests",
                    UPSTREAM.is(endpoint),
                    REASON.is(reason));
        }
    }
}
