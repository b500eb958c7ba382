package dev.kiban.runtime.telemetry.trace;

import static dev.kiban.testkit.FakeCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.FakeCollector;
import java.util.HashMap;
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
            send(spans.writer(), "GET /v1/items/{id}", 7);

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
            send(spans.writer(), "root", 0);

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
            SpanWriter writer = spans.writer();
            for (int i = 0; i < 3_000; i++) {
                send(writer, "last", 7);
            }

            spans.close();

            assertThat(collector.spans()).hasSize(3_000);
            assertThat(dropped).hasValue(0);
        }
    }

    @Test
    void sendsTheSpansOfAllEventLoops() {
        try (FakeCollector collector = new FakeCollector()) {
            OtlpSpans spans = spans(collector);
            SpanWriter one = spans.writer();
            SpanWriter other = spans.writer();
            send(one, "one", 7);
            send(other, "other", 7);

            spans.close();

            assertThat(collector.spans().stream().map(sent -> sent.getName()))
                    .containsExactlyInAnyOrder("one", "other");
        }
    }

    @Test
    void compressesWhatItSendsIfItIsToldTo() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans =
                        spans(collector, Map.of("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"))) {
            send(spans.writer(), "small", 7);

            Eventually.passes(() -> assertThat(collector.spans()).hasSize(1));
            assertThat(collector.headers().getFirst())
                    .containsEntry("Content-encoding", List.of("gzip"));
        }
    }

    @Test
    void sendsAgainWhatTheCollectorCannotTakeJustNow() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            collector.answerWith(503);
            send(spans.writer(), "patient", 7);
            Eventually.passes(() -> assertThat(collector.headers()).hasSize(1));

            collector.answerWith(200);

            Eventually.passes(() -> assertThat(collector.spans()).hasSize(1));
            assertThat(dropped).hasValue(0);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void countsWhatTheCollectorRefusedAndComplainsOnce() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            collector.answerWith(400);

            SpanWriter writer = spans.writer();
            send(writer, "one", 7);
            Eventually.passes(() -> assertThat(dropped).hasValue(1));
            send(writer, "two", 7);
            Eventually.passes(() -> assertThat(dropped).hasValue(2));

            assertThat(complaints).singleElement().asString().contains("Spans cannot be sent");
        }
    }

    @Test
    void dropsAndCountsInsteadOfWaitingForACollectorThatIsStuck() {
        try (FakeCollector collector = new FakeCollector();
                OtlpSpans spans = spans(collector)) {
            collector.stall();
            SpanWriter writer = spans.writer();
            send(writer, "first", 7);
            Eventually.passes(() -> assertThat(collector.spans()).hasSize(1));

            int tooMany = OtlpSpans.LANE_BYTES / 100;
            for (int i = 0; i < tooMany; i++) {
                send(writer, "next", 7); // returns: the collector is still stuck
            }

            assertThat(dropped.get()).isPositive();
            collector.resume();
            Eventually.passes(
                    () -> assertThat(collector.spans()).hasSize(1 + tooMany - dropped.intValue()));
        }
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        try (FakeCollector collector = new FakeCollector()) {
            OtlpSpans spans = spans(collector);
            spans.close();

            send(spans.writer(), "late", 7);

            assertThat(dropped).hasValue(1);
        }
    }

    private OtlpSpans spans(FakeCollector collector) {
        return spans(collector, Map.of());
    }

    private OtlpSpans spans(FakeCollector collector, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "x-token=hush");
        OtlpSettings settings = OtlpSettings.fromEnvironment(environment, "door").orElseThrow();
        return new OtlpSpans(settings, dropped::addAndGet, Log.to(complaints::add));
    }

    private static void send(SpanWriter writer, String name, long parent) {
        writer.begin(new Span(CONTEXT, parent, Span.Kind.SERVER, name, 1_000, 1_000))
                .text(SpanKey.of("http.request.method"), "GET")
                .number(SpanKey.of("http.response.status_code"), 500)
                .end(true);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
