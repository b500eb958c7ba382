/// Distributed traces: W3C trace context in and out, the decision what to record, and spans sent by
/// OTLP when the environment names a collector.
///
/// Start at [Tracer][dev.kiban.runtime.telemetry.trace.Tracer]: one per event loop, it turns the
/// headers of a request into a [Trace][dev.kiban.runtime.telemetry.trace.Trace]. Spans of what is
/// recorded go through a [SpanWriter][dev.kiban.runtime.telemetry.trace.SpanWriter]. Without a
/// collector nothing is recorded, and the caller's trace context goes on as it came.
@NullMarked
package dev.kiban.runtime.telemetry.trace;

import org.jspecify.annotations.NullMarked;
