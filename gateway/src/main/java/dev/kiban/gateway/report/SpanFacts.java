package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.telemetry.trace.SpanKey;
import dev.kiban.runtime.telemetry.trace.SpanWriter;

/// Facts about a request by the names of the
/// [semantic conventions](https://opentelemetry.io/docs/specs/semconv/).
final class SpanFacts {
    static final SpanKey METHOD = SpanKey.of("http.request.method");
    static final SpanKey ORIGINAL_METHOD = SpanKey.of("http.request.method_original");
    static final SpanKey ROUTE = SpanKey.of("http.route");
    static final SpanKey STATUS = SpanKey.of("http.response.status_code");
    static final SpanKey SCHEME = SpanKey.of("url.scheme");
    static final SpanKey PATH = SpanKey.of("url.path");
    static final SpanKey FULL_URL = SpanKey.of("url.full");
    static final SpanKey CLIENT = SpanKey.of("client.address");
    static final SpanKey PROTOCOL_VERSION = SpanKey.of("network.protocol.version");
    static final SpanKey USER_AGENT = SpanKey.of("user_agent.original");
    static final SpanKey BACKEND = SpanKey.of("kiban.backend");
    private static final SpanKey SERVER = SpanKey.of("server.address");
    private static final SpanKey SERVER_PORT = SpanKey.of("server.port");
    private static final SpanKey RPC_SYSTEM = SpanKey.of("rpc.system");
    private static final SpanKey RPC_SERVICE = SpanKey.of("rpc.service");
    private static final SpanKey RPC_METHOD = SpanKey.of("rpc.method");
    private static final SpanKey RPC_CODE = SpanKey.of("rpc.grpc.status_code");
    private static final SpanKey ERROR = SpanKey.of("error.type");

    private static final int MAX_PORT_DIGITS = 5;

    private SpanFacts() {}

    /// A host and perhaps a port, as in a `Host` header or an address: `[::1]:9101`, `item`.
    static void server(String address, SpanWriter span) {
        int colon = address.lastIndexOf(':');
        int port = colon > address.lastIndexOf(']') ? port(address, colon + 1) : -1;
        if (port < 0) {
            span.text(SERVER, address);
        } else {
            span.text(SERVER, address.substring(0, colon)).number(SERVER_PORT, port);
        }
    }

    /// -1 if it is none.
    private static int port(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > MAX_PORT_DIGITS) {
            return -1;
        }
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + c - '0';
        }
        return port;
    }

    static void rpc(GrpcTarget target, Answer answer, SpanWriter span) {
        String path = target.path();
        int slash = path.lastIndexOf('/');
        span.text(RPC_SYSTEM, "grpc")
                .text(RPC_SERVICE, path.substring(1, slash))
                .text(RPC_METHOD, path.substring(slash + 1));
        if (answer.code().isPresent()) {
            span.number(RPC_CODE, answer.code().get().number());
        }
    }

    /// What went wrong: the gRPC code, or else the HTTP status.
    static void error(Answer answer, SpanWriter span) {
        span.text(
                ERROR,
                answer.code().isPresent()
                        ? answer.code().get().name()
                        : String.valueOf(answer.status()));
    }
}
