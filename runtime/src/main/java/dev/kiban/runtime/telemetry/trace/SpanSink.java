package dev.kiban.runtime.telemetry.trace;

/// Takes finished spans and never waits: what it cannot hold is dropped and counted.
@FunctionalInterface
public interface SpanSink {
    /// Hands in a span, from any thread.
    void accept(Span span);
}
