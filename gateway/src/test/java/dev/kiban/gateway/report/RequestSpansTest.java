package dev.kiban.gateway.report;

import static dev.kiban.gateway.report.Served.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.trace.Span;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.transcode.http.GrpcCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestSpansTest {
    private static final Trace.Recorded TRACE =
            new Trace.Recorded(
                    7, new TraceContext(1, 2, 3, 1, ""), new TraceContext(1, 2, 4, 1, ""));

    @Test
    void areTheRequestAndBelowItTheCall() {
        List<Span> spans = spans(well());

        assertThat(spans).hasSize(2);
        assertThat(spans.getFirst().parentSpanId()).isEqualTo(7);
        assertThat(spans.getFirst().context().spanId()).isEqualTo(3);
        assertThat(spans.getFirst().kind()).isEqualTo(Span.Kind.SERVER);
        assertThat(spans.getLast().parentSpanId()).isEqualTo(3);
        assertThat(spans.getLast().context().spanId()).isEqualTo(4);
        assertThat(spans.getLast().kind()).isEqualTo(Span.Kind.CLIENT);
    }

    @Test
    void lieWithinEachOtherInTime() {
        List<Span> spans = spans(well());

        assertThat(spans.getFirst().startEpochNanos()).isEqualTo(Served.START_NANOS);
        assertThat(spans.getFirst().endEpochNanos())
                .isEqualTo(Served.START_NANOS + Served.DURATION_NANOS);
        assertThat(spans.getLast().startEpochNanos()).isEqualTo(Served.START_NANOS + 100_000);
        assertThat(spans.getLast().endEpochNanos()).isEqualTo(Served.START_NANOS + 1_620_000);
    }

    @Test
    void describePlainHttp() {
        List<Span> spans = spans(well());

        assertThat(spans.getFirst().name()).isEqualTo("GET /legacy/");
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
    void describeNativeGrpc() {
        List<Span> spans = spans(well().to(Served.GRPC).answered(200, GrpcCode.NOT_FOUND, ""));

        assertThat(spans).extracting(Span::name).containsOnly("kiban.test.Shop/GetItem");
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
    void failForTheSideThatFailed() {
        List<Span> notFound = spans(well().to(Served.GRPC).answered(200, GrpcCode.NOT_FOUND, ""));
        List<Span> unavailable =
                spans(well().answered(502, GrpcCode.UNAVAILABLE, "cannot connect"));

        assertThat(notFound.getFirst().failed()).as("the server did its work").isFalse();
        assertThat(notFound.getLast().failed()).as("the client got no item").isTrue();
        assertThat(unavailable).allSatisfy(span -> assertThat(span.failed()).isTrue());
        assertThat(attributes(unavailable.getFirst())).containsEntry("error.type", "UNAVAILABLE");
    }

    @Test
    void areOneWhereNothingWasCalled() {
        assertThat(spans(well().nowhere())).singleElement().extracting(Span::name).isEqualTo("GET");
    }

    @Test
    void doNotLetClientsNameThem() {
        Span server = spans(well().with(Served.head("MAKE-ME"))).getFirst();

        assertThat(server.name()).isEqualTo("HTTP /legacy/");
        assertThat(attributes(server))
                .containsEntry("http.request.method", "_OTHER")
                .containsEntry("http.request.method_original", "MAKE-ME");
    }

    private static List<Span> spans(Served served) {
        List<Span> spans = new ArrayList<>();
        RequestSpans.send(served.request(), TRACE, spans::add);
        return spans;
    }

    private static Map<String, String> attributes(Span span) {
        return span.attributes().stream()
                .collect(
                        Collectors.toMap(
                                Span.Attribute::key,
                                attribute ->
                                        switch (attribute) {
                                            case Span.Text(_, String value) -> value;
                                            case Span.Quantity(_, long value) ->
                                                    String.valueOf(value);
                                        }));
    }
}
