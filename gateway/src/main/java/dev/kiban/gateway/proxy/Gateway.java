package dev.kiban.gateway.proxy;

import dev.kiban.definition.EndpointSource;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.access.Keys;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.balance.CallLimits;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.balance.HealthChecks;
import dev.kiban.gateway.balance.HealthReport;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.limit.BodyBudget;
import dev.kiban.gateway.limit.CallLimit;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.split.Weights;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Listener;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Transport;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Serves requests by the newest plan. Safe for all threads.
///
/// ```java
/// Gateway gateway = Gateway.start(transport, ListenSettings.plain("127.0.0.1", 8080), setup);
/// gateway.serve(plan);
/// ...
/// gateway.drain(Duration.ofSeconds(25));
/// ```
public final class Gateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Keys keys;
    private final Rates rates;
    private final Discovery discovery;
    private final Map<Loop, LoopGateway> loops;
    private final BodyBudget bodies;
    private final CallLimits calls;
    private final HealthChecks health;
    private final Listener listener;

    // Of the thread that serves new plans.
    private List<X509Certificate> authorities;

    private Gateway(
            Setup setup,
            CallLimits calls,
            Map<Loop, LoopGateway> loops,
            BodyBudget bodies,
            HealthChecks health,
            Listener listener) {
        this.keys = setup.keys();
        this.authorities = setup.plan().callers().workloads().authorities();
        this.rates = setup.rates();
        this.discovery = setup.discovery();
        this.calls = calls;
        this.loops = loops;
        this.bodies = bodies;
        this.health = health;
        this.listener = listener;
    }

    /// What a gateway is made of.
    ///
    /// @param keys by which tokens are verified
    /// @param rates whose buckets outlive the plan
    /// @param health hears which endpoints can serve no more
    /// @param ports made once for each loop, on that loop
    /// @param discovery knows the endpoints of backends
    /// @param limits hears what did not get in
    /// @param balance hears what becomes of them
    public record Setup(
            GatewayPlan plan,
            InstantSource clock,
            Keys keys,
            Rates rates,
            HealthReport health,
            Function<Loop, LoopPorts> ports,
            Discovery discovery,
            LimitReport limits,
            BalanceReport balance) {}

    /// Takes requests from here on.
    ///
    /// @throws dev.kiban.runtime.http.TransportFault if the port cannot be had
    public static Gateway start(Transport transport, ListenSettings listen, Setup setup) {
        setup.keys().follow(setup.plan().callers().issuers());
        setup.discovery().follow(sources(setup.plan()));
        BodyBudget bodies = new BodyBudget(setup.plan().entrance().capacity().bufferBytes());
        CallLimits calls = new CallLimits();
        Map<Loop, LoopGateway> loops = new ConcurrentHashMap<>();
        Tunnels tunnels = new Tunnels();
        Listener listener =
                transport.listen(
                        listen.asking(setup.plan().callers().workloads().authorities())
                                .within(Edge.limits(setup.plan().entrance())),
                        setup.limits(),
                        loop ->
                                loops.computeIfAbsent(
                                        loop,
                                        on ->
                                                new LoopGateway(
                                                        on,
                                                        setup,
                                                        new LoopGateway.Shared(
                                                                tunnels, bodies, calls))));
        HealthChecks health = health(transport, loops, setup);
        health.follow(setup.plan().upstreams());
        setup.discovery()
                .listen(
                        source -> {
                            loops.forEach(
                                    (loop, gateway) ->
                                            loop.execute(() -> gateway.lookAgain(source)));
                            health.lookAgain(source);
                        });
        return new Gateway(setup, calls, loops, bodies, health, listener);
    }

    private static Set<EndpointSource> sources(GatewayPlan plan) {
        return plan.upstreams().stream()
                .map(UpstreamTarget::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static HealthChecks health(
            Transport transport, Map<Loop, LoopGateway> loops, Setup setup) {
        return new HealthChecks(
                transport.loops().getFirst(),
                new SplittableRandom(setup.clock().millis()),
                setup.discovery(),
                new HealthChecks.Ports(
                        (target, unhealthy) ->
                                loops.forEach(
                                        (loop, gateway) ->
                                                loop.execute(
                                                        () -> gateway.hear(target, unhealthy))),
                        setup.health(),
                        setup.balance()));
    }

    /// The port that was bound.
    public int port() {
        return listener.port();
    }

    /// Goes by this plan for each request whose head arrives after this has returned. Requests
    /// under way end by the plan that they began with; connections to upstreams that both plans
    /// name are kept.
    ///
    /// @throws dev.kiban.runtime.http.TransportFault if clients cannot be asked for certificates
    ///     that the plan believes; then the plan is not served
    public void serve(GatewayPlan plan) {
        ask(plan.callers().workloads().authorities());
        keys.follow(plan.callers().issuers());
        discovery.follow(sources(plan));
        CountDownLatch adopted = new CountDownLatch(loops.size());
        loops.forEach(
                (loop, gateway) ->
                        loop.execute(
                                () -> {
                                    gateway.serve(plan);
                                    adopted.countDown();
                                }));
        try {
            if (!adopted.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "an event loop did not take the plan in " + PATIENCE);
            }
            bodies.limit(plan.entrance().capacity().bufferBytes());
            listener.limit(Edge.limits(plan.entrance()));
            health.follow(plan.upstreams());
            keys.keepOnly(plan.callers().issuers());
            rates.keepOnly(plan.rates());
            discovery.keepOnly(sources(plan));
            calls.keepOnly(plan.upstreams());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The memory that bodies of requests take now, in bytes.
    public long bufferedBytes() {
        return bodies.taken();
    }

    /// How the endpoints of an upstream are at this moment.
    public List<EndpointView> endpoints(UpstreamTarget target) {
        return EndpointView.merge(
                loops.values().stream().map(loop -> loop.endpoints(target)).toList());
    }

    /// How many calls an upstream may have under way; empty if nobody says.
    public Optional<CallLimit> limit(UpstreamTarget target) {
        return calls.of(target);
    }

    /// How many loops there are.
    public int loops() {
        return loops.size();
    }

    /// Shares traffic like this from soon on.
    public void weigh(Weights weights) {
        loops.forEach((loop, gateway) -> loop.execute(() -> gateway.weigh(weights)));
    }

    /// Reads the listener's own certificate and key again, for connections that begin from here on.
    ///
    /// @throws dev.kiban.runtime.http.TransportFault if they cannot be used; then it is as before
    public void renewCertificate() {
        synchronized (listener) {
            listener.ask(authorities);
        }
    }

    private void ask(List<X509Certificate> now) {
        synchronized (listener) {
            if (!now.equals(authorities)) {
                listener.ask(now);
                authorities = now;
            }
        }
    }

    /// Takes no more connections, lets what is under way end, and closes what is left after
    /// `atMost`.
    ///
    /// @return whether everything ended in time
    public boolean drain(Duration atMost) {
        loops.forEach((loop, gateway) -> loop.execute(gateway::drain));
        boolean ended = listener.drain(atMost);
        health.follow(Set.of());
        return ended;
    }

    /// Ends at once.
    @Override
    public void close() {
        health.follow(Set.of());
        listener.close();
    }
}
