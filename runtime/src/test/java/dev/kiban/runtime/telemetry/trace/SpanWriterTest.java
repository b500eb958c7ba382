package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.lane.Batch;
import dev.kiban.runtime.telemetry.lane.BatchTaker;
import dev.kiban.runtime.telemetry.lane.Lanes;
import dev.kiban.testkit.FakeCollector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What we write, read by the classes that OpenTelemetry's own protos are compiled to.
class SpanWriterTest {
    private static final SpanKey KEY = SpanKey.of("url.path");
    private static final Span SPAN =
            new Span(new TraceContext(1, 2, 3, 1, ""), 7, Span.Kind.CLIENT, "call", 1_000, 500);

    @Test
    void keepsTextAndNumbersOfAllLengthsAndLanguages() throws Exception {
        String japanese = "/商品/猫🐈";
        String long300 = "x".repeat(300);

        var sent =
                written(
                        writer ->
                                writer.begin(SPAN)
                                        .text(KEY, japanese)
                                        .text(SpanKey.of("long"), long300)
                                        .text(SpanKey.of("none"), "")
                                        .number(SpanKey.of("zero"), 0)
                                        .number(SpanKey.of("less"), -1)
                                        .number(SpanKey.of("most"), Long.MAX_VALUE)
                                        .end(false));

        assertThat(FakeCollector.attributes(sent.getFirst().getAttributesList()))
                .isEqualTo(
                        Map.of(
                                "url.path",
                                japanese,
                                "long",
                                long300,
                                "zero",
                                "0",
                                "less",
                                "-1",
                                "most",
                                String.valueOf(Long.MAX_VALUE)));
        assertThat(sent.getFirst().getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void saysWhoseTheSpanAboveIs() throws Exception {
        TraceContext own = new TraceContext(1, 2, 3, 1, "vendor=7");

        var sent =
                written(
                        writer -> {
                            writer.begin(SPAN).end(false);
                            writer.begin(new Span(own, 7, Span.Kind.SERVER, "served", 1, 1))
                                    .end(false);
                            writer.begin(new Span(own, 0, Span.Kind.SERVER, "first", 1, 1))
                                    .end(true);
                        });

        assertThat(sent.stream().map(span -> span.getFlags())).containsExactly(0x101, 0x301, 0x101);
        assertThat(sent.stream().map(span -> span.getTraceState()))
                .containsExactly("", "vendor=7", "vendor=7");
        assertThat(sent.getLast().getParentSpanId().isEmpty()).isTrue();
        assertThat(sent.getLast().getStatus().getCodeValue()).isEqualTo(2);
        assertThat(sent.getFirst().getEndTimeUnixNano()).isEqualTo(1_500);
    }

    @Test
    void cutsLongTextsAndCountsFactsForWhichThereIsNoRoom() throws Exception {
        String longest = "あ".repeat(SpanWriter.MAX_TEXT);

        var sent =
                written(
                        writer -> {
                            SpanWriter span = writer.begin(SPAN).text(KEY, longest + "!");
                            for (int i = 0; i < 9; i++) {
                                span.text(SpanKey.of("more-" + i), longest);
                            }
                            span.end(true);
                        });

        assertThat(sent.getFirst().getAttributes(0).getValue().getStringValue()).isEqualTo(longest);
        assertThat(sent.getFirst().getAttributesCount()).isEqualTo(5);
        assertThat(sent.getFirst().getDroppedAttributesCount()).isEqualTo(5);
        assertThat(sent.getFirst().getStatus().getCodeValue()).isEqualTo(2);
    }

    @Test
    void aSpanThatDidNotEndIsForgotten() throws Exception {
        var sent =
                written(
                        writer -> {
                            writer.begin(SPAN).text(KEY, "half");
                            writer.begin(SPAN).end(false);
                        });

        assertThat(sent).singleElement().matches(span -> span.getAttributesCount() == 0);
    }

    private static List<io.opentelemetry.proto.trace.v1.Span> written(Consumer<SpanWriter> spans)
            throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lanes.Settings settings =
                new Lanes.Settings("test", 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(5));
        try (Lanes lanes = new Lanes(settings, new Kept(out), _ -> {})) {
            spans.accept(new SpanWriter(lanes.lane()));
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new OtlpEnvelope(Map.of("service.name", "door")).before(out.size()));
        out.writeTo(request);
        ResourceSpans sent =
                ExportTraceServiceRequest.parseFrom(request.toByteArray()).getResourceSpans(0);
        assertThat(FakeCollector.attributes(sent.getResource().getAttributesList()))
                .isEqualTo(Map.of("service.name", "door"));
        assertThat(sent.getScopeSpans(0).getScope().getName()).isEqualTo("dev.kiban");
        return sent.getScopeSpans(0).getSpansList();
    }

    private record Kept(ByteArrayOutputStream out) implements BatchTaker {
        @Override
        public void take(Batch batch) {
            out.write(batch.bytes(), 0, batch.length());
        }

        @Override
        public void end() {}
    }
}
