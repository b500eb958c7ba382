package dev.kiban.gateway.proxy;

import dev.kiban.definition.AccessLog;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.UpstreamCall;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.access.Admission;
import dev.kiban.gateway.access.Client;
import dev.kiban.gateway.access.Cors;
import dev.kiban.gateway.access.Identity;
import dev.kiban.gateway.access.Proxies;
import dev.kiban.gateway.balance.Upstream;
import dev.kiban.gateway.compress.CompressibleExchange;
import dev.kiban.gateway.proxy.Way.LoopBackend;
import dev.kiban.gateway.split.Asked;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request from its head to its end: the plan that it holds, and what will be said of it when it
/// is over.
final class Request implements Asked {
    /// What nginx logs for a client that left; it never goes over the wire.
    private static final int CLIENT_GONE = 499;

    private static final List<String> HTTPS = List.of("https");
    private static final List<String> HTTP = List.of("http");

    private final LoopGateway gateway;
    private final LoopPlan plan;
    private final Exchange exchange;
    private final Headers headers;
    private final Trace trace;
    private final String target;
    private final String path;
    private final String query;
    private final long startNanos = System.nanoTime();
    private @Nullable Target route;
    private @Nullable LoopBackend backend;
    private @Nullable LoopBackend mirror;
    private @Nullable Copy copy;
    private String calledAddress = "";
    private int attempts;
    private long callNanos;
    private long replyNanos;
    private long requestBytes;
    private long responseBytes;
    private int status;
    private @Nullable GrpcCode code;
    private String fault = "";
    private CallFault.@Nullable Kind failure;
    private @Nullable Identity identity;
    private Cors cors = Cors.SILENT;
    private @Nullable Client client;
    private Admission.@Nullable Reason refused;
    private boolean held;
    private int keptBytes;
    private boolean over;

    Request(LoopGateway gateway, LoopPlan plan, Exchange exchange) {
        this.gateway = gateway;
        this.plan = plan;
        this.exchange = exchange;
        this.headers = exchange.requestHeaders();
        this.target = originForm(exchange.target());
        int question = target.indexOf('?');
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.trace =
                gateway.tracer()
                        .begin(Tracing.traceparent(headers), headers.get(Names.TRACESTATE, ""));
        plan.hold();
        gateway.began();
    }

    Exchange exchange() {
        return exchange;
    }

    Headers headers() {
        return headers;
    }

    /// As on the request line, without the query.
    String path() {
        return path;
    }

    /// What is after the `?`, still encoded.
    String query() {
        return query;
    }

    /// Path and query.
    String target() {
        return target;
    }

    /// What is left of a time that began with the request.
    Duration timeLeft(Duration of) {
        return of.minusNanos(System.nanoTime() - startNanos);
    }

    Trace trace() {
        return trace;
    }

    LoopPlan plan() {
        return plan;
    }

    LoopGateway gateway() {
        return gateway;
    }

    /// Where it comes from.
    Client client() {
        Client known = client;
        if (known == null) {
            Client peer = new Client(exchange.clientIp(), exchange.clientAddress());
            Proxies proxies = plan.plan().entrance().proxies();
            known =
                    proxies.isEmpty()
                            ? peer
                            : proxies.client(peer, headers.all(Names.X_FORWARDED_FOR));
            client = known;
        }
        return known;
    }

    /// Whether a trusted proxy says by which protocol it was asked.
    boolean isToldOfProtocol() {
        Proxies proxies = plan.plan().entrance().proxies();
        if (proxies.isEmpty()
                || !proxies.has(new Client(exchange.clientIp(), exchange.clientAddress()))) {
            return false;
        }
        List<String> told = headers.all(Names.X_FORWARDED_PROTO);
        return told.equals(HTTPS) || told.equals(HTTP);
    }

    /// The same for people, and cheaper where nobody could say otherwise.
    private String clientText() {
        return plan.plan().entrance().proxies().isEmpty()
                ? exchange.clientAddress()
                : client().text();
    }

    /// A route takes the request.
    void leadsTo(Target to) {
        route = to;
    }

    /// One of the route's backends serves it.
    void isServedBy(LoopBackend chosen) {
        backend = chosen;
    }

    /// A mirror is to get a copy of it.
    void isCopiedTo(LoopBackend to) {
        mirror = to;
    }

    /// Whether a mirror is to get a copy.
    boolean isMirrored() {
        return mirror != null;
    }

    /// What a mirror would get.
    void canBeCopied(Target to, Copy.Content content) {
        if (mirror != null) {
            copy = new Copy(this, to, mirror, content);
        }
    }

    /// The backend that serves it.
    Upstream upstream() {
        if (backend == null) {
            throw new IllegalStateException("no backend was chosen");
        }
        return backend.upstream();
    }

    @Override
    public String user() {
        return identity == null ? "" : identity.subject();
    }

    @Override
    public String header(String name) {
        return headers.get(name, "");
    }

    @Override
    public List<String> headers(String name) {
        return headers.all(name);
    }

    /// It is known who calls.
    void isOf(Identity caller) {
        identity = caller;
    }

    /// Whoever calls may not.
    void isRefused(Admission.Reason reason) {
        refused = reason;
    }

    /// Who calls; empty if that does not matter.
    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /// Browsers are told who may read the answer.
    void speaksFor(Cors rule) {
        cors = rule;
    }

    /// What browsers are told.
    Cors cors() {
        return cors;
    }

    /// Nothing more is read of it for now.
    void hold() {
        held = true;
        exchange.pause();
    }

    /// Who listens takes what comes from here on.
    void goOn() {
        if (held) {
            held = false;
            exchange.resume();
        }
    }

    /// Whether there is room in the process for what has come of its body. One that is whole with
    /// its first piece costs nothing: it is where the head is.
    boolean keeps(BodyBuffer body) {
        if (keptBytes == 0 && BodySize.isAll(body.length(), headers)) {
            return true;
        }
        int more = body.held() - keptBytes;
        if (more > 0) {
            if (!gateway.bodies().take(more)) {
                return false;
            }
            keptBytes += more;
        }
        return true;
    }

    void called(Call call) {
        attempts++;
        calledAddress = call.address();
        callNanos = System.nanoTime();
    }

    void replied() {
        replyNanos = System.nanoTime();
    }

    void received(int bytes) {
        requestBytes += bytes;
    }

    void sent(int bytes) {
        responseBytes += bytes;
    }

    long requestBytes() {
        return requestBytes;
    }

    /// The answer has this HTTP status, and perhaps a code.
    void answers(int httpStatus) {
        status = httpStatus;
    }

    void answers(GrpcCode grpcCode) {
        code = grpcCode;
    }

    void failed(Failure failure) {
        code = failure.status().code();
        fault = failure.detail().isEmpty() ? failure.status().message() : failure.detail();
        this.failure = failure.cause().orElse(null);
    }

    /// The client left. What comes now comes too late.
    void gone() {
        if (status == 0) {
            status = CLIENT_GONE;
        }
        code = GrpcCode.CANCELLED;
        fault = "the client left";
        end();
    }

    /// It is over: the answer has ended, or was cut off.
    void end() {
        if (over) {
            return;
        }
        over = true;
        if (keptBytes > 0) {
            gateway.bodies().giveBack(keptBytes);
        }
        gateway.served(record());
        if (copy != null && copy.isWhole()) {
            gateway.copies().take(copy);
        }
        plan.release();
    }

    boolean isOver() {
        return over;
    }

    private ServedRequest record() {
        long now = System.nanoTime();
        AccessLog accessLog = accessLog();
        return new ServedRequest(
                new ServedRequest.Head(
                        exchange.method(),
                        exchange.isSecure() ? "https" : "http",
                        shownPath(accessLog),
                        exchange.authority(),
                        exchange.isHttp2() ? "HTTP/2" : "HTTP/1.1",
                        clientText(),
                        headers.get(Names.USER_AGENT, "")),
                Optional.ofNullable(route),
                backend == null ? Optional.empty() : Optional.of(backend.backend()),
                access(),
                new ServedRequest.Answer(
                        status, Optional.ofNullable(code), fault, requestBytes, sentBytes()),
                trace,
                gateway.epochNanos(startNanos),
                now - startNanos,
                call(now),
                accessLog,
                Optional.ofNullable(failure));
    }

    private long sentBytes() {
        return exchange instanceof CompressibleExchange compressible
                ? responseBytes - compressible.savedBytes()
                : responseBytes;
    }

    private AccessLog accessLog() {
        return route == null ? plan.plan().entrance().accessLog() : route.terms().accessLog();
    }

    private String shownPath(AccessLog accessLog) {
        return switch (accessLog.path()) {
            case FULL -> path;
            case TEMPLATE -> route == null ? "" : route.label();
        };
    }

    private ServedRequest.Access access() {
        if (identity == null && refused == null) {
            return ServedRequest.Access.NOT_ASKED;
        }
        return new ServedRequest.Access(
                identity().map(Identity::caller), Optional.ofNullable(refused));
    }

    private Optional<UpstreamCall> call(long now) {
        if (callNanos == 0) {
            return Optional.empty();
        }
        long end = replyNanos == 0 ? now : replyNanos;
        return Optional.of(
                new UpstreamCall(attempts, calledAddress, callNanos - startNanos, end - callNanos));
    }

    /// A client may send the whole URL (RFC 9112, 3.2.2); its host is not ours to check.
    private static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
