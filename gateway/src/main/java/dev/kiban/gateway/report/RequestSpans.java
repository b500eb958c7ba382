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
import dev.kiban.runtime.telemetry.trace.SpanSink;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;

/// The spans of a recorded request: the request as we served it, and below it the call that we
/// made.
final class RequestSpans {
    private static final int FIRST_ERROR_STATUS = 400;

    private RequestSpans() {}

    static void send(ServedRequest request, Trace.Recorded trace, SpanSink sink) {
        sink.accept(server(request, trace));
        if (request.call().isPresent() && request.target().isPresent()) {
            sink.accept(client(request, request.target().get(), request.call().get(), trace));
        }
    }

    private static Span server(ServedRequest request, Trace.Recorded trace) {
        Answer answer = request.answer();
        boolean failed = answer.isServerError();
        SpanFacts facts = new SpanFacts();
        String name;
        if (request.target().orElse(null) instanceof GrpcTarget grpc) {
            name = grpc.path().substring(1);
            facts.rpc(grpc, answer.code());
        } else {
            name = httpName(request);
            addHttp(request, facts);
        }
        addClient(request.head(), facts);
        if (failed) {
            facts.error(answer.status(), answer.code());
        }
        long start = request.startEpochNanos();
        return new Span(
                trace.server(),
                trace.parentSpanId(),
                Span.Kind.SERVER,
                name,
                start,
                start + request.durationNanos(),
                facts.list(),
                failed);
    }

    private static String httpName(ServedRequest request) {
        HttpMethod method = HttpMethod.of(request.head().method());
        String verb = method == HttpMethod.OTHER ? "HTTP" : method.label();
        return verb + request.target().map(target -> " " + target.label()).orElse("");
    }

    private static void addHttp(ServedRequest request, SpanFacts facts) {
        Head head = request.head();
        HttpMethod method = HttpMethod.of(head.method());
        if (method == HttpMethod.OTHER) {
            facts.text("http.request.method", "_OTHER");
            facts.text("http.request.method_original", head.method());
        } else {
            facts.text("http.request.method", method.label());
        }
        facts.text("url.scheme", head.scheme()).text("url.path", head.path());
        request.target().ifPresent(target -> facts.text("http.route", target.label()));
        facts.number("http.response.status_code", request.answer().status());
    }

    private static void addClient(Head head, SpanFacts facts) {
        facts.server(head.authority())
                .text("client.address", head.clientAddress())
                .text("network.protocol.version", head.protocol().substring("HTTP/".length()))
                .text("user_agent.original", head.userAgent());
    }

    private static Span client(
            ServedRequest request, Target target, UpstreamCall call, Trace.Recorded trace) {
        SpanFacts facts = new SpanFacts();
        boolean failed =
                switch (target) {
                    case GrpcTarget grpc -> addCall(grpc, request.answer(), facts);
                    case TranscodedTarget transcoded ->
                            addCall(transcoded.grpc(), request.answer(), facts);
                    case HttpTarget http -> addCall(http, request, call, facts);
                };
        facts.server(call.address());
        request.backend()
                .filter(backend -> !backend.isDefault())
                .ifPresent(backend -> facts.text("kiban.backend", backend.name()));
        if (failed) {
            facts.error(request.answer().status(), request.answer().code());
        }
        long start = request.startEpochNanos() + call.startedAfterNanos();
        return new Span(
                trace.client(),
                trace.server().spanId(),
                Span.Kind.CLIENT,
                clientName(request, target),
                start,
                start + call.durationNanos(),
                facts.list(),
                failed);
    }

    private static String clientName(ServedRequest request, Target target) {
        return switch (target) {
            case GrpcTarget grpc -> grpc.path().substring(1);
            case TranscodedTarget transcoded -> transcoded.grpc().path().substring(1);
            case HttpTarget _ -> httpName(request);
        };
    }

    private static boolean addCall(GrpcTarget grpc, Answer answer, SpanFacts facts) {
        facts.rpc(grpc, answer.code());
        return answer.code().isPresent() && answer.code().get() != GrpcCode.OK;
    }

    private static boolean addCall(
            HttpTarget http, ServedRequest request, UpstreamCall call, SpanFacts facts) {
        String scheme = isOverTls(request) ? "https" : "http";
        String path = http.upstreamTarget(request.head().path());
        facts.text("http.request.method", HttpMethod.of(request.head().method()).label())
                .text("url.full", scheme + "://" + call.address() + path)
                .number("http.response.status_code", request.answer().status());
        return request.answer().status() >= FIRST_ERROR_STATUS;
    }

    private static boolean isOverTls(ServedRequest request) {
        return request.backend().flatMap(backend -> backend.upstream().tls()).isPresent();
    }
}
