package dev.kiban.runtime.telemetry.trace;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Decides for each request whether its trace is recorded, and gives spans their ids. One per event
/// loop: its random numbers are not for several threads.
public final class Tracer {
    private final boolean recording;
    private final Sampling sampling;
    private final RandomGenerator random;

    private Tracer(boolean recording, Sampling sampling, RandomGenerator random) {
        this.recording = recording;
        this.sampling = sampling;
        this.random = random;
    }

    /// Records what `sampling` chooses.
    public static Tracer recording(Sampling sampling, RandomGenerator random) {
        return new Tracer(true, sampling, random);
    }

    /// Records nothing and starts no trace: a context that comes goes on.
    public static Tracer carrying() {
        return new Tracer(false, new Sampling(true, 0), () -> 0);
    }

    /// The trace of a request with these headers; `""` for one that is absent. Several
    /// `traceparent` headers are as good as none; several `tracestate` headers are one list, joined
    /// by commas.
    public Trace begin(String traceparent, String tracestate) {
        Optional<TraceContext> caller =
                traceparent.isEmpty()
                        ? Optional.empty()
                        : TraceContext.parse(traceparent, tracestate);
        if (!recording) {
            return caller.<Trace>map(Trace.Carried::new).orElse(Trace.None.NONE);
        }
        return caller.isPresent() ? join(caller.get()) : start();
    }

    private Trace join(TraceContext caller) {
        boolean records = sampling.records(caller);
        TraceContext ours = caller.withSampled(records);
        return records ? recorded(caller.spanId(), ours) : new Trace.Carried(ours);
    }

    private Trace start() {
        long traceHigh = nonZero();
        long traceLow = nonZero();
        TraceContext root = new TraceContext(traceHigh, traceLow, nonZero(), 0, "");
        return sampling.recordsTrace(traceLow)
                ? recorded(0, root.withSampled(true))
                : new Trace.Carried(root);
    }

    private Trace recorded(long parentSpanId, TraceContext context) {
        return new Trace.Recorded(
                parentSpanId, context.withSpan(nonZero()), context.withSpan(nonZero()));
    }

    private long nonZero() {
        while (true) {
            long bits = random.nextLong();
            if (bits != 0) {
                return bits;
            }
        }
    }
}
