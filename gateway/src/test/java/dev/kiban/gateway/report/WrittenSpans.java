package dev.kiban.gateway.report;

import dev.kiban.runtime.telemetry.lane.Batch;
import dev.kiban.runtime.telemetry.lane.BatchTaker;
import dev.kiban.runtime.telemetry.lane.Lanes;
import dev.kiban.runtime.telemetry.trace.SpanWriter;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Spans as a collector would read them.
final class WrittenSpans {
    private static final Lanes.Settings SETTINGS =
            new Lanes.Settings("spans", 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(5));

    private WrittenSpans() {}

    static List<Span> by(Consumer<SpanWriter> writing) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchTaker kept =
                new BatchTaker() {
                    @Override
                    public void take(Batch batch) {
                        out.write(batch.bytes(), 0, batch.length());
                    }

                    @Override
                    public void end() {}
                };
        try (Lanes lanes = new Lanes(SETTINGS, kept, _ -> {})) {
            writing.accept(new SpanWriter(lanes.lane()));
        }
        return ScopeSpans.parseFrom(out.toByteArray()).getSpansList();
    }
}
