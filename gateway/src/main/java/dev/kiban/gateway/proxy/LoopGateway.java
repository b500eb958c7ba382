package dev.kiban.gateway.proxy;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.WebSockets;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Preflight;
import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.Routing.BadPath;
import dev.kiban.gateway.Routing.NotFound;
import dev.kiban.gateway.Routing.NotYet;
import dev.kiban.gateway.Routing.ToGrpc;
import dev.kiban.gateway.Routing.ToHttp;
import dev.kiban.gateway.Routing.ToTranscoded;
import dev.kiban.gateway.Routing.WrongMethod;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Terms;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.access.Certificates;
import dev.kiban.gateway.access.Tokens;
import dev.kiban.gateway.balance.CallLimits;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.balance.Surroundings;
import dev.kiban.gateway.balance.Upstreams;
import dev.kiban.gateway.compress.CompressibleExchange;
import dev.kiban.gateway.grpcweb.GrpcWebExchange;
import dev.kiban.gateway.limit.BodyBudget;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.limit.Shedding;
import dev.kiban.gateway.proxy.Way.LoopBackend;
import dev.kiban.gateway.proxy.Way.Nowhere;
import dev.kiban.gateway.split.Weights;
import dev.kiban.runtime.http.Deadlines;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.telemetry.trace.Tracer;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The gateway on one loop: finds the way of each request.
final class LoopGateway implements ExchangeHandler {
    private static final String GRPC = "application/grpc";

    private static final Failure BAD_QUERY =
            Failure.of(
                    GrpcCode.INVALID_ARGUMENT,
                    "the query has a character that must be percent-encoded");

    private static final Failure OVERLOADED =
            Failure.of(GrpcCode.UNAVAILABLE, "the gateway has too much to do: try again in 1 s");

    /// How often it is told how late the loop is.
    private static final Duration TOLD = Duration.ofSeconds(1);

    private final RequestLog log;
    private final LimitReport limits;
    private final Shedding shedding;
    private final BodyBudget bodies;
    private final Tracer tracer;
    private final Tunnels tunnels;
    private final WallClock clock;
    private final Deadlines deadlines;
    private final Doorkeeper door;
    private final LoopPlan.Means means;
    private final Copies copies;
    private final Scratch scratch = new Scratch();
    private LoopPlan current;
    private Weights weights = Weights.NONE;
    private boolean draining;

    /// What all loops share.
    ///
    /// @param bodies the memory for request bodies
    /// @param calls how many calls upstreams may have under way
    record Shared(Tunnels tunnels, BodyBudget bodies, CallLimits calls) {}

    LoopGateway(Loop loop, Gateway.Setup setup, Shared shared) {
        this.bodies = shared.bodies();
        LoopPorts ports = setup.ports().apply(loop);
        this.log = ports.log();
        this.copies = new Copies(log);
        this.tracer = ports.tracer();
        this.tunnels = shared.tunnels();
        this.clock = new WallClock(loop, setup.clock());
        RandomGenerator random = new SplittableRandom(setup.clock().millis() + loop.index());
        this.limits = setup.limits();
        this.shedding = new Shedding(random);
        this.deadlines = new Deadlines(loop, shedding::beat);
        loop.every(
                TOLD,
                () -> {
                    limits.late(loop.index(), Duration.ofNanos(shedding.worstNanos()));
                    limits.kept(bodies.taken());
                });
        this.door =
                new Doorkeeper(
                        new Tokens(setup.keys(), setup.clock()),
                        new Certificates(setup.clock()),
                        deadlines);
        this.means =
                new LoopPlan.Means(
                        new Upstreams(
                                loop,
                                new Surroundings(
                                        random,
                                        System::nanoTime,
                                        deadlines::after,
                                        setup.balance()),
                                setup.discovery(),
                                shared.calls()),
                        setup.rates(),
                        random);
        this.current = new LoopPlan(setup.plan(), means, weights);
        shedding.limit(setup.plan().entrance().capacity().lag());
        setup.keys().listen(() -> loop.execute(door::keysChanged));
    }

    /// Requests whose head arrives from here on go by this plan.
    void serve(GatewayPlan plan) {
        LoopPlan before = current;
        current = new LoopPlan(plan, means, weights);
        before.release();
        shedding.limit(plan.entrance().capacity().lag());
    }

    /// Whoever asks is told to send no more.
    void drain() {
        draining = true;
    }

    /// Requests that come from here on part like this.
    void weigh(Weights newWeights) {
        weights = newWeights;
        current.weigh(newWeights);
    }

    /// How the endpoints of an upstream are. For all threads.
    List<EndpointView> endpoints(UpstreamTarget target) {
        return means.upstreams().view(target);
    }

    /// The endpoints of a source may be others than before.
    void lookAgain(EndpointSource source) {
        means.upstreams().lookAgain(source);
    }

    /// These endpoints say that they cannot serve.
    void hear(UpstreamTarget target, Set<Address> unhealthy) {
        means.upstreams().hear(target, unhealthy);
    }

    @Override
    public void handle(Exchange exchange) {
        Exchange asGrpc = GrpcWebExchange.of(exchange).map(Exchange.class::cast).orElse(exchange);
        Exchange answered = current.compresses() ? CompressibleExchange.of(asGrpc) : asGrpc;
        Request request = new Request(this, current, answered);
        try {
            route(request);
        } catch (RuntimeException fault) {
            Answers.status(request, Failure.OUR_FAULT);
            throw fault; // the loop logs it
        }
    }

    private void route(Request request) {
        if (isGrpc(request)) {
            handleGrpc(request);
            return;
        }
        if (CrossOrigin.isPreflight(request)) {
            Preflight preflight =
                    current.plan().preflight(CrossOrigin.requestedMethod(request), request.path());
            if (preflight.cors().speaks()) {
                CrossOrigin.answer(request, preflight);
                return;
            }
        }
        if (isVisibleAscii(request.query())) {
            routeHttp(request);
        } else {
            refuse(request, BAD_QUERY);
        }
    }

    /// What holds for the answer, whatever it will be.
    private static void beginAnswer(Request request, Terms terms) {
        CrossOrigin.tell(request, terms.cors());
        if (request.exchange() instanceof CompressibleExchange compressible) {
            compressible.by(terms.compression());
        }
    }

    private void routeHttp(Request request) {
        switch (current.plan().route(request.exchange().method(), request.path())) {
            case ToTranscoded(var target, var match) -> {
                beginAnswer(request, target.terms());
                admit(request, target, () -> Transcoding.begin(request, target, match));
            }
            case ToHttp(var target) -> {
                beginAnswer(request, target.terms());
                admit(request, target, () -> pass(request, target));
            }
            case ToGrpc(var target) -> throw new IllegalStateException("not asked for " + target);
            case WrongMethod(Set<String> allow) -> wrongMethod(request, allow);
            case NotFound _ ->
                    refuse(
                            request,
                            Failure.of(
                                    GrpcCode.NOT_FOUND, "no route has the path " + request.path()));
            case BadPath(String why) -> refuse(request, Failure.of(GrpcCode.INVALID_ARGUMENT, why));
            case NotYet(String why) -> refuse(request, Failure.of(GrpcCode.UNAVAILABLE, why));
        }
    }

    /// The stages between the route and the call.
    private void admit(Request request, Target target, Runnable begin) {
        request.leadsTo(target);
        if (shedding.sheds(target.terms().tier())) {
            limits.shed(target.service().value(), target.label());
            deadlines.after(Duration.ZERO, () -> {}); // the wheel turns, so that lag is seen to end
            Answers.refusal(request, target, OVERLOADED);
            return;
        }
        if (!Throttle.takesMoreFrom(request, target)) {
            return;
        }
        door.admit(
                request,
                target,
                () -> {
                    if (!Throttle.admits(request, target)) {
                        return;
                    }
                    Way way = request.plan().way(target.traffic());
                    switch (way.choose(request)) {
                        case LoopBackend backend -> {
                            request.isServedBy(backend);
                            way.mirror(backend).ifPresent(request::isCopiedTo);
                            begin.run();
                        }
                        case Nowhere(Failure failure) -> Answers.refusal(request, target, failure);
                    }
                });
    }

    private static void pass(Request request, HttpTarget target) {
        Optional<WebSockets> webSockets = target.webSockets();
        if (webSockets.isPresent() && Upgrade.isAskedBy(request)) {
            new WebSocketTunnel(request, target, webSockets.get()).begin();
        } else {
            new HttpForward(request, target).begin();
        }
    }

    /// No route takes the request.
    private static void refuse(Request request, Failure failure) {
        CrossOrigin.tell(request, request.plan().plan().entrance().cors());
        Answers.status(request, failure);
    }

    @Override
    public RefusedRequest refuse(int status) {
        return Answers.malformed(status);
    }

    LimitReport limits() {
        return limits;
    }

    /// The memory for request bodies.
    BodyBudget bodies() {
        return bodies;
    }

    Copies copies() {
        return copies;
    }

    Tunnels tunnels() {
        return tunnels;
    }

    void tunnelOpened(HttpTarget target) {
        log.tunnelOpened(target);
    }

    void tunnelClosed(HttpTarget target) {
        log.tunnelClosed(target);
    }

    Tracer tracer() {
        return tracer;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Scratch scratch() {
        return scratch;
    }

    long epochNanos(long nanoTime) {
        return clock.epochNanos(nanoTime);
    }

    void began() {
        log.began();
    }

    void served(ServedRequest request) {
        log.served(request);
    }

    /// HTTP/2 lets through what would end a request line of HTTP/1.1, and of what is beyond ASCII
    /// nobody knows the charset.
    private static boolean isVisibleAscii(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isGrpc(Request request) {
        return request.headers().get(Names.CONTENT_TYPE, "").startsWith(GRPC);
    }

    private void handleGrpc(Request request) {
        boolean web = request.exchange() instanceof GrpcWebExchange;
        if (!web && !request.exchange().isHttp2()) {
            Answers.status(
                    request, Failure.of(426, GrpcCode.FAILED_PRECONDITION, "gRPC needs HTTP/2"));
            return;
        }
        if (request.plan().plan().routeGrpc(request.path()) instanceof ToGrpc(var target)) {
            if (web) {
                CrossOrigin.tell(request, target.terms().cors());
            }
            admit(request, target, () -> begin(request, target));
            return;
        }
        if (request.path().equals(HealthAnswer.PATH)) {
            new HealthAnswer(request, draining, current.plan()::exposesGrpc).begin();
            return;
        }
        Answers.grpcStatus(
                request,
                Failure.of(GrpcCode.UNIMPLEMENTED, "no route has the method " + request.path()));
    }

    private static void begin(Request request, GrpcTarget target) {
        try {
            new GrpcForward(request, target).begin();
        } catch (Refusal refusal) {
            Answers.grpcStatus(request, Failure.ofRequest(refusal));
        }
    }

    private static void wrongMethod(Request request, Set<String> allow) {
        request.exchange().headers().set(Names.ALLOW, String.join(", ", allow));
        refuse(
                request,
                Failure.of(
                        405,
                        GrpcCode.UNIMPLEMENTED,
                        "%s takes %s, not %s"
                                .formatted(
                                        request.path(),
                                        String.join(", ", allow),
                                        request.exchange().method())));
    }
}
