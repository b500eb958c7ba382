package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.gateway.ServedRequest.UpstreamCall;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.runtime.telemetry.trace.Span;
import dev.kiban.runtime.telemetry.trace.SpanWriter;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;

/// Writes the spans of a recorded request: the request as we served it, and below it the call that
/// we made. One per event loop.
public final class RequestSpans implements SpanReport {
    private static final int FIRST_ERROR_STATUS = 400;

    private final SpanWriter writer;

    /// @param writer the loop's own
    public RequestSpans(SpanWriter writer) {
        this.writer = writer;
    }

    @Override
    public void send(ServedRequest request, Trace.Recorded trace) {
        server(request, trace);
        if (request.call().isPresent() && request.target().isPresent()) {
            client(request, request.target().get(), request.call().get(), trace);
        }
    }

    private void server(ServedRequest request, Trace.Recorded trace) {
        if (request.target().orElse(null) instanceof GrpcTarget grpc) {
            SpanWriter span = beginServer(request, trace, rpcName(grpc));
            SpanFacts.rpc(grpc, request.answer(), span);
            endServer(request, span);
        } else {
            SpanWriter span = beginServer(request, trace, httpName(request));
            addHttp(request, span);
            endServer(request, span);
        }
    }

    private SpanWriter beginServer(ServedRequest request, Trace.Recorded trace, String name) {
        return writer.begin(
                new Span(
                        trace.server(),
                        trace.parentSpanId(),
                        Span.Kind.SERVER,
                        name,
                        request.startEpochNanos(),
                        request.durationNanos()));
    }

    private static void endServer(ServedRequest request, SpanWriter span) {
        addClient(request.head(), span);
        end(request.answer().isServerError(), request.answer(), span);
    }

    private void client(
            ServedRequest request, Target target, UpstreamCall call, Trace.Recorded trace) {
        SpanWriter span =
                writer.begin(
                        new Span(
                                trace.client(),
                                trace.server().spanId(),
                                Span.Kind.CLIENT,
                                clientName(request, target),
                                request.startEpochNanos() + call.startedAfterNanos(),
                                call.durationNanos()));
        boolean failed =
                switch (target) {
                    case GrpcTarget grpc -> addCall(grpc, request.answer(), span);
                    case TranscodedTarget transcoded ->
                            addCall(transcoded.grpc(), request.answer(), span);
                    case HttpTarget http -> addCall(http, request, call, span);
                };
        SpanFacts.server(call.address(), span);
        if (request.backend().isPresent() && !request.backend().get().isDefault()) {
            span.text(SpanFacts.BACKEND, request.backend().get().name());
        }
        end(failed, request.answer(), span);
    }

    private static void end(boolean failed, Answer answer, SpanWriter span) {
        if (failed) {
            SpanFacts.error(answer, span);
        }
        span.end(failed);
    }

    private static String clientName(ServedRequest request, Target target) {
        return switch (target) {
            case GrpcTarget grpc -> rpcName(grpc);
            case TranscodedTarget transcoded -> rpcName(transcoded.grpc());
            case HttpTarget _ -> httpName(request);
        };
    }

    private static String rpcName(GrpcTarget target) {
        return target.path().substring(1);
    }

    private static String httpName(ServedRequest request) {
        HttpMethod method = HttpMethod.of(request.head().method());
        String verb = method == HttpMethod.OTHER ? "HTTP" : method.label();
        return request.target().isPresent() ? verb + ' ' + request.target().get().label() : verb;
    }

    private static void addHttp(ServedRequest request, SpanWriter span) {
        Head head = request.head();
        HttpMethod method = HttpMethod.of(head.method());
        if (method == HttpMethod.OTHER) {
            span.text(SpanFacts.METHOD, "_OTHER").text(SpanFacts.ORIGINAL_METHOD, head.method());
        } else {
            span.text(SpanFacts.METHOD, method.label());
        }
        span.text(SpanFacts.SCHEME, head.scheme()).text(SpanFacts.PATH, head.path());
        if (request.target().isPresent()) {
            span.text(SpanFacts.ROUTE, request.target().get().label());
        }
        span.number(SpanFacts.STATUS, request.answer().status());
    }

    private static void addClient(Head head, SpanWriter span) {
        SpanFacts.server(head.authority(), span);
        span.text(SpanFacts.CLIENT, head.clientAddress())
                .text(SpanFacts.PROTOCOL_VERSION, head.protocol().substring("HTTP/".length()))
                .text(SpanFacts.USER_AGENT, head.userAgent());
    }

    private static boolean addCall(GrpcTarget grpc, Answer answer, SpanWriter span) {
        SpanFacts.rpc(grpc, answer, span);
        return answer.code().isPresent() && answer.code().get() != GrpcCode.OK;
    }

    private static boolean addCall(
            HttpTarget http, ServedRequest request, UpstreamCall call, SpanWriter span) {
        String scheme = isOverTls(request) ? "https" : "http";
        String path = http.upstreamTarget(request.head().path());
        span.text(SpanFacts.METHOD, HttpMethod.of(request.head().method()).label())
                .text(SpanFacts.FULL_URL, scheme + "://" + call.address() + path)
                .number(SpanFacts.STATUS, request.answer().status());
        return request.answer().status() >= FIRST_ERROR_STATUS;
    }

    private static boolean isOverTls(ServedRequest request) {
        return request.backend().flatMap(backend -> backend.upstream().tls()).isPresent();
    }
}
