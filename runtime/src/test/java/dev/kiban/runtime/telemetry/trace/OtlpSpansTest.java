package dev.kiban.runtime.telemetry.trace;

import static dev.kiban.testkit.FakeCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.FakeCollector;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OtlpSpansTest {
    private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");

    private final AtomicLong dropped = new AtomicLong();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @Test
    void sendsSpansWithTheirIdsAttributesAndOutcome() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            spans.accept(span("GET /v1/items/{id}", 7));

            Eventually.passes(() -> assertThat(collector.spans()).hasSize(1));
            io.opentelemetry.proto.trace.v1.Span sent = collector.spans().getFirst();
            assertThat(sent.getName()).isEqualTo("GET /v1/items/{id}");
            assertThat(sent.getKind())
                    .isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(hex(sent.getTraceId().toByteArray()))
                    .isEqualTo("00000000000000010000000000000002");
            assertThat(hex(sent.getSpanId().toByteArray())).isEqualTo("0000000000000003");
            assertThat(hex(sent.getParentSpanId().toByteArray())).isEqualTo("0000000000000007");
            assertThat(sent.getStartTimeUnixNano()).isEqualTo(1_000);
            assertThat(sent.getEndTimeUnixNano()).isEqualTo(2_000);
            assertThat(sent.getStatus().getCode())
                    .isEqualTo(io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(attributes(sent.getAttributesList()))
                    .isEqualTo(
                            Map.of(
                                    "http.request.method",
                                    "GET",
                                    "http.response.status_code",
                                    "500"));
            assertThat(collector.resource()).containsEntry("service.name", "door");
            assertThat(collector.headers().getFirst())
                    .containsEntry("X-token", List.of("hush"))
                    .containsEntry("Content-type", List.of("application/x-protobuf"));
        }
    }

    @Test
    void aSpanWithoutParentIsARoot() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            spans.accept(span("root", 0));

            Eventually.passes(
                    () ->
                            assertThat(collector.spans())
                                    .singleElement()
                                    .matches(s -> s.getParentSpanId().isEmpty()));
        }
    }

    @Test
    void sendsWhatWaitsWhenItCloses() {
        try (FakeCollector collector = new FakeCollector()) {
            OtlpSpans spans = spans(collector);
            for (int i = 0; i < OtlpSpans.MAX_BATCH + 1; i++) {
                spans.accept(span("last", 7));
            }

            spans.close();

            assertThat(collector.spans()).hasSize(OtlpSpans.MAX_BATCH + 1);
            assertThat(dropped).hasValue(0);
        }
    }

    @Test
    void countsWhatTheCollectorRefusedAndComplainsOnce() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            collector.answerWith(400);

            spans.accept(span("one", 7));
            Eventually.passes(() -> assertThat(dropped).hasValue(1));
            spans.accept(span("two", 7));
            Eventually.passes(() -> assertThat(dropped).hasValue(2));

            assertThat(complaints).singleElement().asString().contains("Spans cannot be sent");
        }
    }

    @Test
    void dropsAndCountsInsteadOfWaitingForACollectorThatIsStuck() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            collector.stall();
            spans.accept(span("first", 7));
            Eventually.passes(() -> assertThat(collector.spans()).hasSize(1));

            for (int i = 0; i < OtlpSpans.MAX_WAITING + 5; i++) {
                spans.accept(span("next", 7));
            }

            assertThat(dropped).hasValue(5);
            collector.resume();
            Eventually.passes(
                    () -> assertThat(collector.spans()).hasSize(1 + OtlpSpans.MAX_WAITING));
        }
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        try (FakeCollector collector = new FakeCollector()) {
            OtlpSpans spans = spans(collector);
            spans.close();

            spans.accept(span("late", 7));

            assertThat(dropped).hasValue(1);
        }
    }

    private OtlpSpans spans(FakeCollector collector) {
        OtlpSettings settings =
                OtlpSettings.fromEnvironment(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                                        collector.endpoint(),
                                        "OTEL_EXPORTER_OTLP_HEADERS",
                                        "x-token=hush"),
                                "door")
                        .orElseThrow();
        return new OtlpSpans(settings, dropped::addAndGet, Log.to(complaints::add));
    }

    private static Span span(String name, long parent) {
        return new Span(
                CONTEXT,
                parent,
                Span.Kind.SERVER,
                name,
                1_000,
                2_000,
                List.of(
                        new Span.Text("http.request.method", "GET"),
                        new Span.Quantity("http.response.status_code", 500)),
                true);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
