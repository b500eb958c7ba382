package dev.kiban.api;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import com.google.protobuf.Message;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kiban.access.Caller;
import dev.kiban.access.Secret;
import dev.kiban.api.ApiRoutes.ApiRoute;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.runtime.telemetry.log.Log;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Answers calls of the API: finds the method, asks who calls, reads the message, and says no in
/// the words of `google.rpc.Status`.
///
/// ```java
/// HttpHandler api = new ApiServer(new ApiServer.Ports(keeper::desk, landscape, clock), log);
/// ```
public final class ApiServer implements HttpHandler {
    /// All its addresses are below.
    public static final String PATH = "/api/";

    /// Calls at a time: each may hold a connection of the database, which budgets need too.
    public static final int MAX_CALLS = 4;

    private static final int MAX_BODY_BYTES = 64 << 10;

    /// How long a call waits for its turn.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONTENT_TOO_LARGE = 413;

    private final Ports ports;
    private final List<Method<?>> methods;
    private final RouteTable<ApiRoute> routes;
    private final StatusJson statusJson = new StatusJson();
    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final Log log;

    /// @param desk while its database is open
    public record Ports(Supplier<Optional<Desk>> desk, Landscape landscape, InstantSource clock) {}

    public ApiServer(Ports ports, Log log) {
        this.ports = ports;
        this.methods = methods(ports);
        this.routes = ApiRoutes.of(methods);
        this.log = log;
    }

    /// All that there are.
    static List<Method<?>> methods(Ports ports) {
        return Stream.of(
                        new GateCalls(ports.landscape(), ports.clock()).all(),
                        new ReleaseCalls(ports.landscape()).all(),
                        new CorrectionCalls(ports.landscape()).all(),
                        new EventCalls(ports.landscape(), ports.clock()).all(),
                        new FlowCalls(ports.landscape(), ports.clock()).all())
                .flatMap(List::stream)
                .toList();
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

    /// What a caller inside this program is told.
    public sealed interface Told {}

    /// The call was answered.
    public record Answered(Message message) implements Told {}

    /// It was not.
    ///
    /// @param status of HTTP
    public record NotAnswered(int status, String why) implements Told {}

    /// Answers a caller inside this program who is known already: by the same rules as others.
    ///
    /// @param rpc such as `kiban.api.v1.GateService/AskGate`
    public Told tell(Caller caller, String rpc, Message request) {
        Method<?> method =
                methods.stream().filter(one -> one.rpc().equals(rpc)).findFirst().orElseThrow();
        try {
            enter();
            try {
                Desk desk = ports.desk().get().orElseThrow(ApiServer::notOpen);
                return new Answered(
                        method.read(request.toByteArray()).answer(desk, caller).message());
            } finally {
                calls.release();
            }
        } catch (ApiRefusal e) {
            return new NotAnswered(e.code().httpStatus(), e.getMessage());
        } catch (SqlFault e) {
            log.warn("The API cannot use its database", REASON.is(String.valueOf(e.getMessage())));
            return new NotAnswered(
                    GrpcCode.UNAVAILABLE.httpStatus(), "the database does not answer: try again");
        }
    }

    private record Reply(int status, Slice body) {}

    private Reply replyTo(HttpExchange exchange) throws IOException {
        try {
            return route(exchange);
        } catch (ApiRefusal e) {
            if (e.code() == GrpcCode.UNAUTHENTICATED) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"kiban\"");
            }
            if (e.code() == GrpcCode.UNAVAILABLE) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            return refusal(e.code(), e.getMessage());
        } catch (Refusal e) {
            GrpcStatus status = GrpcStatus.ofRequest(e);
            return e.kind() == Refusal.Kind.TOO_LARGE
                    ? refusal(CONTENT_TOO_LARGE, status)
                    : refusal(status.code().httpStatus(), status);
        } catch (SqlFault e) {
            log.warn("The API cannot use its database", REASON.is(String.valueOf(e.getMessage())));
            return refusal(GrpcCode.UNAVAILABLE, "the database does not answer: try again");
        } catch (RuntimeException e) {
            log.fault("API call failed", e);
            return refusal(GrpcCode.INTERNAL, "this call failed; the log says why");
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
                    refusal(GrpcCode.NOT_FOUND, "the API has no such address");
            case RouteTable.BadPath<ApiRoute>(String why) ->
                    refusal(GrpcCode.INVALID_ARGUMENT, why);
        };
    }

    /// A body is waited for before it is the call's turn: who sends slowly keeps nobody waiting.
    private Reply call(HttpExchange exchange, ApiRoute route, PathMatch match) throws IOException {
        Optional<String> header = header(exchange, "Authorization");
        if (header.isEmpty() && !route.method().tellsCaller()) {
            throw ApiRefusal.unauthenticated(
                    "who calls? Send the header 'Authorization: Bearer TOKEN'; 'kiban token create' makes one");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        enter();
        try {
            Desk desk = ports.desk().get().orElseThrow(ApiServer::notOpen);
            Optional<Caller> known = header.map(value -> identify(desk, bearer(value)));
            Method.Asked<?> asked = read(exchange, body, route, match);
            Caller caller = known.orElseGet(() -> identify(desk, asked.token()));
            Answer answer = asked.answer(desk, caller);
            return new Reply(answer.status(), Slice.of(ApiJson.bytes(answer.message())));
        } finally {
            calls.release();
        }
    }

    private void enter() {
        boolean entered = false;
        try {
            entered = calls.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!entered) {
            throw new ApiRefusal(GrpcCode.UNAVAILABLE, "too many calls at a time: try again");
        }
    }

    private static ApiRefusal notOpen() {
        return new ApiRefusal(
                GrpcCode.UNAVAILABLE, "the database of budgets is not open: try again");
    }

    private static Caller identify(Desk desk, String secret) {
        return Secret.of(secret)
                .flatMap(desk.tokens()::identify)
                .orElseThrow(
                        () ->
                                ApiRefusal.unauthenticated(
                                        "this token does not hold, or not any more: 'kiban token create' makes one"));
    }

    private static String bearer(String authorization) {
        String scheme = "Bearer ";
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? authorization.substring(scheme.length()).strip()
                : "";
    }

    private static Method.Asked<?> read(
            HttpExchange exchange, byte[] body, ApiRoute route, PathMatch match) {
        if (body.length > MAX_BODY_BYTES) {
            throw Refusal.tooLarge("a body has at most %d bytes".formatted(MAX_BODY_BYTES));
        }
        RequestBody content =
                route.binding()
                        .body(header(exchange, "Content-Type").orElse(""), Slice.of(body))
                        .orElseThrow(
                                () ->
                                        new ApiRefusal(
                                                GrpcCode.INVALID_ARGUMENT,
                                                "send JSON, as 'Content-Type: application/json'"));
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        ByteSink wire = new ByteSink(ApiJson.LIMITS.maxBytes());
        route.binding().request(match, query, content, wire);
        return route.method().read(wire.toByteArray());
    }

    private Reply refusal(GrpcCode code, String message) {
        return refusal(code.httpStatus(), new GrpcStatus(code, message));
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
