package dev.kiban.runtime.telemetry.trace;

/// One finished piece of work in a trace.
///
/// @param context the span's own ids
/// @param parentSpanId the span above it, 0 for the first of its trace
/// @param kind which side of a call it is
/// @param name a name of low cardinality, such as `GET /v1/items/{id}`
/// @param startEpochNanos when it began
/// @param durationNanos how long it took
public record Span(
        TraceContext context,
        long parentSpanId,
        Kind kind,
        String name,
        long startEpochNanos,
        long durationNanos) {

    /// Which side of a call a span is.
    public enum Kind {
        /// What we did for a caller; the span above it is the caller's.
        SERVER(2),
        /// What we asked of somebody; the span above it is ours.
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /// As OTLP has it.
        int number() {
            return number;
        }
    }
}
