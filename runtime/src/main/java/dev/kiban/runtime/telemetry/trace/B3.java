package dev.kiban.runtime.telemetry.trace;

import java.util.Locale;

/// [B3 propagation](https://github.com/openzipkin/b3-propagation), the headers of Zipkin, in the
/// words of W3C Trace Context.
///
/// A caller that leaves it to others whether a trace is recorded counts as one that records it.
public final class B3 {
    private static final int TRACE_DIGITS = 32;
    private static final int MAX_LENGTH = 100;
    private static final String DENIED = "0";

    private B3() {}

    /// The header `traceparent` for the single header `b3`: `TRACE-SPAN-SAMPLED-PARENT`, of which
    /// the last two can be missing. It is valid if the header was.
    public static String traceparent(String b3) {
        if (b3.length() > MAX_LENGTH) {
            return "";
        }
        String[] parts = b3.split("-", -1);
        return parts.length < 2
                ? ""
                : traceparent(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }

    /// The header `traceparent` for `X-B3-TraceId`, `X-B3-SpanId` and `X-B3-Sampled`. It is valid
    /// if they were.
    ///
    /// @param sampled empty if it does not say
    public static String traceparent(String traceId, String spanId, String sampled) {
        if (traceId.isEmpty() || traceId.length() > TRACE_DIGITS) {
            return "";
        }
        boolean denied = sampled.equals(DENIED) || sampled.equals("false");
        String padded = DENIED.repeat(TRACE_DIGITS - traceId.length()) + traceId;
        return "00-%s-%s-%s"
                .formatted(padded, spanId, denied ? "00" : "01")
                .toLowerCase(Locale.ROOT);
    }

    /// The header `b3` of a context.
    public static String single(TraceContext context) {
        return traceId(context) + "-" + spanId(context) + "-" + sampled(context);
    }

    /// `X-B3-TraceId` of a context.
    public static String traceId(TraceContext context) {
        return context.traceparent().substring(3, 35);
    }

    /// `X-B3-SpanId` of a context.
    public static String spanId(TraceContext context) {
        return context.traceparent().substring(36, 52);
    }

    /// `X-B3-Sampled` of a context.
    public static String sampled(TraceContext context) {
        return context.sampled() ? "1" : DENIED;
    }
}
