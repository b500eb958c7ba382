package dev.kiban.bench.sidebyside;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * The service behind every proxy: the same fixed replies as gRPC (HTTP/2) and as JSON (HTTP/1.1),
 * on one port, on one event loop.
 *
 * <p>It runs as a process of its own, so that its CPU time is not a proxy's.
 */
final class Upstream {

    /** Ends the program's first line, which says where it listens. */
    static final String READY = "upstream on ";

    private static final int CONNECTION_WINDOW = 1 << 20;

    private final Map<String, Buffer> replies = new HashMap<>();

    private Upstream() {
        for (Payload payload : Payload.values()) {
            replies.put("/" + payload.rpc(), Buffer.buffer(payload.frame()));
            replies.put(payload.path(), Buffer.buffer(payload.json()));
        }
    }

    /**
     * @param arguments the port, or nothing for a free one
     */
    public static void main(String[] arguments) {
        int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setTcpNoDelay(true)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
        options.getInitialSettings().setMaxConcurrentStreams(1000);
        Vertx.vertx()
                .createHttpServer(options)
                .requestHandler(new Upstream()::answer)
                .listen()
                .onSuccess(server -> System.out.println(READY + server.actualPort()))
                .onFailure(
                        failure -> {
                            failure.printStackTrace();
                            System.exit(1);
                        });
    }

    /** Answers when the whole request is here, as a service would. */
    private void answer(HttpServerRequest request) {
        Buffer reply = replies.get(request.path());
        HttpServerResponse response = request.response();
        if (reply == null) {
            response.setStatusCode(404).end();
            return;
        }
        boolean grpc = "application/grpc".equals(request.getHeader("content-type"));
        request.endHandler(
                _ -> {
                    if (grpc) {
                        response.putHeader("content-type", "application/grpc");
                        response.putTrailer("grpc-status", "0");
                        response.end(reply);
                        return;
                    }
                    response.putHeader("content-type", "application/json");
                    response.end(reply);
                });
    }
}
