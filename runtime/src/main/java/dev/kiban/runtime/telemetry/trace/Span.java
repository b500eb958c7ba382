package dev.kiban.runtime.telemetry.trace;

import java.util.List;

/// One finished piece of work in a trace.
///
/// @param context the span's own ids
/// @param parentSpanId the span above it, 0 for the first of its trace
/// @param kind which side of a call it is
/// @param name a name of low cardinality, such as `GET /v1/items/{id}`
/// @param startEpochNanos when it began
/// @param endEpochNanos when it ended
/// @param attributes facts by the names of the OpenTelemetry semantic conventions
/// @param failed whether it counts as an error for the side that it is
public record Span(
        TraceContext context,
        long parentSpanId,
        Kind kind,
        String name,
        long startEpochNanos,
        long endEpochNanos,
        List<Attribute> attributes,
        boolean failed) {

    public Span {
        attributes = List.copyOf(attributes);
    }

    /// Which side of a call a span is.
    public enum Kind {
        SERVER,
        CLIENT
    }

    /// One fact about a span.
    public sealed interface Attribute {
        /// The name in the semantic conventions, such as `http.request.method`.
        String key();
    }

    /// A fact in words.
    public record Text(String key, String value) implements Attribute {}

    /// A fact in numbers.
    public record Quantity(String key, long value) implements Attribute {}
}
