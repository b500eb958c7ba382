package dev.kiban.api;

import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Calls as gRPC, each with one message: the same methods, with the same tokens, limits and
/// refusals as over HTTP. The messages come as they are, so that nothing is translated.
final class ApiOverGrpc implements ExchangeHandler {
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final String GRPC_ONLY = "this port speaks gRPC, which is HTTP/2, alone\n";

    private final Api api;
    private final Loop loop;
    private final Map<String, Method<?>> methods;

    /// @param loop on which its exchanges are
    ApiOverGrpc(Api api, Loop loop) {
        this.api = api;
        this.loop = loop;
        this.methods =
                api.methods().stream()
                        .collect(Collectors.toMap(one -> "/" + one.rpc(), Function.identity()));
    }

    @Override
    public RefusedRequest refuse(int status) {
        return new RefusedRequest("text/plain", GRPC_ONLY);
    }

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.isHttp2()) {
            refuse(exchange, HTTP_VERSION_NOT_SUPPORTED);
            return;
        }
        String type = exchange.requestHeaders().get("content-type", "");
        if (!type.equals("application/grpc") && !type.equals("application/grpc+proto")) {
            refuse(exchange, UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        GrpcReply reply = new GrpcReply(exchange);
        Method<?> method = methods.get(exchange.target());
        String coding = exchange.requestHeaders().get("grpc-encoding", "identity");
        if (method == null) {
            reply.refuse(new GrpcStatus(GrpcCode.UNIMPLEMENTED, "the API has no such call"));
        } else if (!coding.equals("identity")) {
            exchange.headers().set("grpc-accept-encoding", "identity");
            reply.refuse(
                    new GrpcStatus(
                            GrpcCode.UNIMPLEMENTED, "send messages as they are, not compressed"));
        } else {
            new GrpcCall(api, loop, method, exchange).begin();
        }
    }

    private static void refuse(Exchange exchange, int status) {
        Headers headers = exchange.headers();
        headers.set("content-type", "text/plain");
        byte[] text = GRPC_ONLY.getBytes(StandardCharsets.UTF_8);
        exchange.status(status);
        exchange.end(text, 0, text.length);
    }
}
