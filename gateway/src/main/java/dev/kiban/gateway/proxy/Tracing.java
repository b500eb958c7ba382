package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.telemetry.trace.B3;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;

/// Carries the trace of a request on to its upstream: by W3C Trace Context, and by B3 if the
/// request came with it.
final class Tracing {
    private Tracing() {}

    /// The header `traceparent` that a request came with, or one that says what its headers of B3
    /// say; empty if there is none.
    static String traceparent(Headers headers) {
        String traceparent = headers.get(Names.TRACEPARENT, "");
        if (!traceparent.isEmpty()) {
            return traceparent;
        }
        String single = headers.get(Names.B3, "");
        if (!single.isEmpty()) {
            return B3.traceparent(single);
        }
        String traceId = headers.get(Names.X_B3_TRACEID, "");
        return traceId.isEmpty()
                ? ""
                : B3.traceparent(
                        traceId,
                        headers.get(Names.X_B3_SPANID, ""),
                        headers.get(Names.X_B3_SAMPLED, ""));
    }

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
        if (headers.has(Names.B3)) {
            headers.set(Names.B3, B3.single(context));
        }
        if (headers.has(Names.X_B3_TRACEID)) {
            headers.set(Names.X_B3_TRACEID, B3.traceId(context));
            headers.set(Names.X_B3_SPANID, B3.spanId(context));
            headers.set(Names.X_B3_SAMPLED, B3.sampled(context));
            headers.remove(Names.X_B3_PARENTSPANID);
        }
    }
}
