package dev.kiban.gateway.report;

import dev.kiban.gateway.Backend;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.gateway.ServedRequest.UpstreamCall;
import dev.kiban.gateway.Target;
import dev.kiban.kernel.Share;
import dev.kiban.runtime.telemetry.log.JsonKey;
import dev.kiban.runtime.telemetry.log.JsonLine;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;

/// One request as a line of the access log. `docs/reference/access-log.md` describes the members.
///
/// The query and all headers but `user-agent` are left out: they are where tokens and personal data
/// travel. So is what was wrong with a request, which may quote them.
final class AccessLine {
    static final JsonKey TIME = JsonKey.of("time");
    static final JsonKey METHOD = JsonKey.of("method");
    static final JsonKey PATH = JsonKey.of("path");
    static final JsonKey STATUS = JsonKey.of("status");
    static final JsonKey CODE = JsonKey.of("code");
    static final JsonKey DURATION_MICROS = JsonKey.of("duration_us");
    static final JsonKey SERVICE = JsonKey.of("service");
    static final JsonKey ROUTE = JsonKey.of("route");
    static final JsonKey BACKEND = JsonKey.of("backend");
    static final JsonKey CALLER = JsonKey.of("caller");
    static final JsonKey UPSTREAM = JsonKey.of("upstream");
    static final JsonKey ATTEMPTS = JsonKey.of("attempts");
    static final JsonKey UPSTREAM_MICROS = JsonKey.of("upstream_us");
    static final JsonKey REQUEST_BYTES = JsonKey.of("request_bytes");
    static final JsonKey RESPONSE_BYTES = JsonKey.of("response_bytes");
    static final JsonKey PROTOCOL = JsonKey.of("protocol");
    static final JsonKey CLIENT = JsonKey.of("client");
    static final JsonKey HOST = JsonKey.of("host");
    static final JsonKey USER_AGENT = JsonKey.of("user_agent");
    static final JsonKey FAULT = JsonKey.of("fault");
    static final JsonKey TRACE_ID = JsonKey.of("trace_id");
    static final JsonKey SHARE = JsonKey.of("share_ppm");
    static final JsonKey SPAN_ID = JsonKey.of("span_id");

    private static final int CLIENT_GONE = 499;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private AccessLine() {}

    /// Writes the line. Members that have nothing to say are left out.
    static void write(ServedRequest request, JsonLine line) {
        Head head = request.head();
        Answer answer = request.answer();
        line.begin()
                .time(TIME, request.startEpochNanos() / NANOS_PER_MILLI)
                .text(METHOD, head.method());
        writeUnlessEmpty(PATH, head.path(), line);
        line.number(STATUS, answer.status());
        if (answer.code().isPresent()) {
            line.text(CODE, answer.code().get().name());
        }
        line.number(DURATION_MICROS, request.durationNanos() / NANOS_PER_MICRO);
        if (request.target().isPresent()) {
            writeTarget(request.target().get(), line);
        }
        if (request.backend().isPresent()) {
            writeUnlessDefault(request.backend().get(), line);
        }
        if (request.access().caller().isPresent()) {
            line.text(CALLER, request.access().caller().get());
        }
        if (request.call().isPresent()) {
            UpstreamCall call = request.call().get();
            line.text(UPSTREAM, call.address())
                    .number(UPSTREAM_MICROS, call.durationNanos() / NANOS_PER_MICRO);
            if (call.attempts() > 1) {
                line.number(ATTEMPTS, call.attempts());
            }
        }
        line.number(REQUEST_BYTES, answer.requestBytes())
                .number(RESPONSE_BYTES, answer.responseBytes())
                .text(PROTOCOL, head.protocol())
                .text(CLIENT, head.clientAddress());
        writeUnlessEmpty(HOST, head.authority(), line);
        writeUnlessEmpty(USER_AGENT, head.userAgent(), line);
        if (isFaultOfOthers(answer)) {
            writeUnlessEmpty(FAULT, answer.fault(), line);
        }
        writeShare(request, line);
        writeTrace(request.trace(), line);
        line.end();
    }

    /// What a client did wrong it is told itself, in words that may quote what it sent: not for a
    /// log.
    private static boolean isFaultOfOthers(Answer answer) {
        return answer.status() == CLIENT_GONE || answer.isServerError();
    }

    private static void writeTarget(Target target, JsonLine line) {
        line.text(SERVICE, target.service().value()).text(ROUTE, target.label());
    }

    /// Whose service gives it no name, it needs none here.
    private static void writeUnlessDefault(Backend backend, JsonLine line) {
        if (!backend.isDefault()) {
            line.text(BACKEND, backend.name());
        }
    }

    private static void writeUnlessEmpty(JsonKey key, String value, JsonLine line) {
        if (!value.isEmpty()) {
            line.text(key, value);
        }
    }

    /// A line that stands for others, too, says for how many.
    private static void writeShare(ServedRequest request, JsonLine line) {
        Share share = request.accessLog().share();
        if (!share.isWhole() && !request.answer().isServerError()) {
            line.number(SHARE, share.millionths());
        }
    }

    private static void writeTrace(Trace trace, JsonLine line) {
        switch (trace) {
            case Trace.None _ -> {}
            case Trace.Carried(TraceContext context) -> writeIds(context, line);
            case Trace.Recorded recorded -> writeIds(recorded.server(), line);
        }
    }

    private static void writeIds(TraceContext context, JsonLine line) {
        line.hex(TRACE_ID, context.traceHigh(), context.traceLow()).hex(SPAN_ID, context.spanId());
    }
}
