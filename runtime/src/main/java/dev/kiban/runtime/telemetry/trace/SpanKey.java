package dev.kiban.runtime.telemetry.trace;

import java.nio.charset.StandardCharsets;

/// The name of a fact about a span in the
/// [semantic conventions](https://opentelemetry.io/docs/specs/semconv/), such as
/// `http.request.method`; encoded once.
public final class SpanKey {
    private final String name;
    private final byte[] bytes;

    private SpanKey(String name) {
        this.name = name;
        this.bytes = name.getBytes(StandardCharsets.UTF_8);
    }

    /// A key of this name.
    ///
    /// @throws IllegalArgumentException if it is empty
    public static SpanKey of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a key needs a name");
        }
        return new SpanKey(name);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
