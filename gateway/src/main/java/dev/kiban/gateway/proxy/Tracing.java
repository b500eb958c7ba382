package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;

/// Carries the trace of a request on to its upstream, by W3C Trace Context.
final class Tracing {
    private Tracing() {}

    /// Replaces what came from the client.
    static void carryOn(Trace trace, Headers headers) {
        headers.remove(Names.TRACEPARENT);
        headers.remove(Names.TRACESTATE);
        trace.onward().ifPresent(context -> write(context, headers));
    }

    private static void write(TraceContext context, Headers headers) {
        headers.set(Names.TRACEPARENT, context.traceparent());
        if (!context.state().isEmpty()) {
            headers.set(Names.TRACESTATE, context.state());
        }
    }
}
