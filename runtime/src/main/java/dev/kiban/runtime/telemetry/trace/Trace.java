package dev.kiban.runtime.telemetry.trace;

import java.util.Optional;

/// What a request knows of its trace, from its head to its end.
public sealed interface Trace {

    /// What the next one is told; empty if there is no trace.
    Optional<TraceContext> onward();

    /// No trace: none came, and we do not record.
    enum None implements Trace {
        NONE;

        @Override
        public Optional<TraceContext> onward() {
            return Optional.empty();
        }
    }

    /// Not recorded by us: the caller's context goes on.
    record Carried(TraceContext context) implements Trace {
        @Override
        public Optional<TraceContext> onward() {
            return Optional.of(context);
        }
    }

    /// Recorded as two spans: the request that we serve, and below it the call that we make for it.
    ///
    /// @param parentSpanId the caller's span, 0 if the trace starts here
    /// @param server our span for the request
    /// @param client our span for the call
    record Recorded(long parentSpanId, TraceContext server, TraceContext client) implements Trace {
        @Override
        public Optional<TraceContext> onward() {
            return Optional.of(client);
        }
    }
}
