package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.runtime.telemetry.trace.Trace;

/// Takes the requests whose trace is recorded.
@FunctionalInterface
public interface SpanReport {
    /// Says what became of a request; never waits.
    void send(ServedRequest request, Trace.Recorded trace);
}
