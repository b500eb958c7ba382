package dev.kiban.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kiban.api.ApiRoutes.ApiRoute;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import dev.kiban.transcode.http.PathMatch;
import dev.kiban.transcode.http.RequestBody;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.StatusJson;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Calls as HTTP and JSON: finds the method of an address, reads the message, and says no in the
/// words of `google.rpc.Status`.
public final class ApiOverHttp implements HttpHandler {
    /// All its addresses are below.
    public static final String PATH = "/api/";

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONTENT_TOO_LARGE = 413;

    private final Api api;
    private final RouteTable<ApiRoute> routes;
    private final StatusJson statusJson = new StatusJson();

    public ApiOverHttp(Api api) {
        this.api = api;
        this.routes = ApiRoutes.of(api.methods());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = replyTo(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length());
            if (!head) {
                exchange.getResponseBody()
                        .write(reply.body().array(), reply.body().from(), reply.body().length());
            }
        }
    }

    private record Reply(int status, Slice body) {}

    private Reply replyTo(HttpExchange exchange) throws IOException {
        try {
            return route(exchange);
        } catch (RuntimeException e) {
            GrpcStatus status = api.refusal(e);
            return switch (status.code()) {
                case UNAUTHENTICATED -> {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"kiban\"");
                    yield refusal(status);
                }
                case UNAVAILABLE -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    yield refusal(status);
                }
                case RESOURCE_EXHAUSTED -> refusal(CONTENT_TOO_LARGE, status);
                default -> refusal(status);
            };
        }
    }

    private Reply route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        return switch (routes.lookup(exchange.getRequestMethod(), path)) {
            case RouteTable.Found<ApiRoute>(ApiRoute route, PathMatch match) ->
                    call(exchange, route, match);
            case RouteTable.WrongMethod<ApiRoute>(Set<String> allow) -> {
                exchange.getResponseHeaders().set("Allow", String.join(", ", allow));
                yield refusal(
                        METHOD_NOT_ALLOWED,
                        new GrpcStatus(
                                GrpcCode.UNIMPLEMENTED,
                                "this address takes " + String.join(", ", allow)));
            }
            case RouteTable.NotFound<ApiRoute> _ ->
                    refusal(new GrpcStatus(GrpcCode.NOT_FOUND, "the API has no such address"));
            case RouteTable.BadPath<ApiRoute>(String why) ->
                    refusal(new GrpcStatus(GrpcCode.INVALID_ARGUMENT, why));
        };
    }

    /// A body is waited for before it is the call's turn: who sends slowly keeps nobody waiting.
    private Reply call(HttpExchange exchange, ApiRoute route, PathMatch match) throws IOException {
        Optional<String> authorization = header(exchange, "Authorization");
        Api.Call.checkSaysWho(route.method(), authorization);
        byte[] body = exchange.getRequestBody().readNBytes(Api.MAX_BODY_BYTES + 1);
        Answer answer =
                api.answer(
                        new Api.Call(
                                route.method(),
                                authorization,
                                () -> wire(exchange, body, route, match)));
        return new Reply(answer.code().httpStatus(), Slice.of(ApiJson.bytes(answer.message())));
    }

    private static byte[] wire(
            HttpExchange exchange, byte[] body, ApiRoute route, PathMatch match) {
        if (body.length > Api.MAX_BODY_BYTES) {
            throw Refusal.tooLarge("a body has at most %d bytes".formatted(Api.MAX_BODY_BYTES));
        }
        RequestBody content =
                route.binding()
                        .body(header(exchange, "Content-Type").orElse(""), Slice.of(body))
                        .orElseThrow(
                                () ->
                                        ApiRefusal.invalid(
                                                "send JSON, as 'Content-Type: application/json'"));
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        ByteSink wire = new ByteSink(ApiJson.LIMITS.maxBytes());
        route.binding().request(match, query, content, wire);
        return wire.toByteArray();
    }

    private Reply refusal(GrpcStatus status) {
        return refusal(status.code().httpStatus(), status);
    }

    private Reply refusal(int httpStatus, GrpcStatus status) {
        ByteSink sink = new ByteSink(ApiJson.LIMITS.maxBytes());
        statusJson.write(status, sink);
        sink.write('\n');
        return new Reply(httpStatus, sink.slice());
    }

    /// A header that is sent twice is read as neither.
    private static Optional<String> header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? Optional.empty() : Optional.of(String.join(",", values));
    }
}
