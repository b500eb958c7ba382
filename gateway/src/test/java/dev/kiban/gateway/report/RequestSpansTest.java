package dev.kiban.gateway.report;

import static dev.kiban.gateway.report.Served.well;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.testkit.FakeCollector;
import dev.kiban.transcode.http.GrpcCode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestSpansTest {
    private static final Trace.Recorded TRACE =
            new Trace.Recorded(
                    7, new TraceContext(1, 2, 3, 1, ""), new TraceContext(1, 2, 4, 1, ""));

    @Test
    void areTheRequestAndBelowItTheCall() throws Exception {
        List<Span> spans = spans(well());

        assertThat(spans).hasSize(2);
        assertThat(id(spans.getFirst().getParentSpanId())).isEqualTo(7);
        assertThat(id(spans.getFirst().getSpanId())).isEqualTo(3);
        assertThat(spans.getFirst().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(id(spans.getLast().getParentSpanId())).isEqualTo(3);
        assertThat(id(spans.getLast().getSpanId())).isEqualTo(4);
        assertThat(spans.getLast().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    }

    @Test
    void lieWithinEachOtherInTime() throws Exception {
        List<Span> spans = spans(well());

        assertThat(spans.getFirst().getStartTimeUnixNano()).isEqualTo(Served.START_NANOS);
        assertThat(spans.getFirst().getEndTimeUnixNano())
                .isEqualTo(Served.START_NANOS + Served.DURATION_NANOS);
        assertThat(spans.getLast().getStartTimeUnixNano()).isEqualTo(Served.START_NANOS + 100_000);
        assertThat(spans.getLast().getEndTimeUnixNano()).isEqualTo(Served.START_NANOS + 1_620_000);
    }

    @Test
    void describePlainHttp() throws Exception {
        List<Span> spans = spans(well());

        assertThat(spans.getFirst().getName()).isEqualTo("GET /legacy/");
        assertThat(attributes(spans.getFirst()))
                .isEqualTo(
                        Map.of(
                                "http.request.method", "GET",
                                "url.scheme", "http",
                                "url.path", "/legacy/users/7",
                                "http.route", "/legacy/",
                                "http.response.status_code", "200",
                                "server.address", "localhost",
                                "server.port", "8080",
                                "client.address", "192.0.2.7",
                                "network.protocol.version", "1.1",
                                "user_agent.original", "curl/8.5.0"));
        assertThat(attributes(spans.getLast()))
                .isEqualTo(
                        Map.of(
                                "http.request.method", "GET",
                                "url.full", "http://127.0.0.1:9102/users/7",
                                "http.response.status_code", "200",
                                "server.address", "127.0.0.1",
                                "server.port", "9102"));
    }

    @Test
    void describeNativeGrpc() throws Exception {
        List<Span> spans = spans(well().to(Served.GRPC).answered(200, GrpcCode.NOT_FOUND, ""));

        assertThat(spans).extracting(Span::getName).containsOnly("kiban.test.Shop/GetItem");
        assertThat(spans)
                .allSatisfy(
                        span ->
                                assertThat(attributes(span))
                                        .containsEntry("rpc.system", "grpc")
                                        .containsEntry("rpc.service", "kiban.test.Shop")
                                        .containsEntry("rpc.method", "GetItem")
                                        .containsEntry("rpc.grpc.status_code", "5"));
    }

    @Test
    void failForTheSideThatFailed() throws Exception {
        List<Span> notFound = spans(well().to(Served.GRPC).answered(200, GrpcCode.NOT_FOUND, ""));
        List<Span> unavailable =
                spans(well().answered(502, GrpcCode.UNAVAILABLE, "cannot connect"));

        assertThat(failed(notFound.getFirst())).as("the server did its work").isFalse();
        assertThat(failed(notFound.getLast())).as("the client got no item").isTrue();
        assertThat(unavailable).allSatisfy(span -> assertThat(failed(span)).isTrue());
        assertThat(attributes(unavailable.getFirst())).containsEntry("error.type", "UNAVAILABLE");
    }

    @Test
    void areOneWhereNothingWasCalled() throws Exception {
        assertThat(spans(well().nowhere()))
                .singleElement()
                .extracting(Span::getName)
                .isEqualTo("GET");
    }

    @Test
    void doNotLetClientsNameThem() throws Exception {
        Span server = spans(well().with(Served.head("MAKE-ME"))).getFirst();

        assertThat(server.getName()).isEqualTo("HTTP /legacy/");
        assertThat(attributes(server))
                .containsEntry("http.request.method", "_OTHER")
                .containsEntry("http.request.method_original", "MAKE-ME");
    }

    private static List<Span> spans(Served served) throws Exception {
        return WrittenSpans.by(writer -> new RequestSpans(writer).send(served.request(), TRACE));
    }

    private static long id(ByteString bytes) {
        return bytes.asReadOnlyByteBuffer().getLong();
    }

    private static boolean failed(Span span) {
        return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
    }

    private static Map<String, String> attributes(Span span) {
        return FakeCollector.attributes(span.getAttributesList());
    }
}
