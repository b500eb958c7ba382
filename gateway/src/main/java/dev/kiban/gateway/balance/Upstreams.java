package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The upstreams of one loop, shared by the plans that lead to them, so that a reload keeps the
/// connections of what has not changed.
public final class Upstreams {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Loop loop;
    private final Surroundings around;
    private final Discovery discovery;
    private final CallLimits limits;
    private final Map<UpstreamTarget, Upstream> known = new ConcurrentHashMap<>(); // others look

    /// None yet. On its loop, like everything here.
    ///
    /// @param discovery knows their endpoints
    /// @param limits of the process
    public Upstreams(Loop loop, Surroundings around, Discovery discovery, CallLimits limits) {
        this.loop = loop;
        this.around = around;
        this.discovery = discovery;
        this.limits = limits;
        Loop.Timer _ = loop.every(TICK, () -> known.values().forEach(Upstream::tick));
    }

    /// One more plan leads to the target.
    public Upstream adopt(UpstreamTarget target) {
        Upstream upstream =
                known.computeIfAbsent(
                        target,
                        absent ->
                                Upstream.on(
                                        loop,
                                        absent,
                                        discovery.of(absent.source()),
                                        limits.gate(absent, around.nanoTime()),
                                        around));
        upstream.adopt();
        return upstream;
    }

    /// The endpoints of a source may be others than before.
    public void lookAgain(EndpointSource source) {
        known.forEach(
                (target, upstream) -> {
                    if (target.source().equals(source)) {
                        upstream.lead(discovery.of(source));
                    }
                });
    }

    /// How the endpoints of a target are. For all threads.
    public List<EndpointView> view(UpstreamTarget target) {
        Upstream upstream = known.get(target);
        return upstream == null ? List.of() : upstream.view();
    }

    /// These endpoints of a target say that they cannot serve, and no others.
    public void hear(UpstreamTarget target, Set<Address> unhealthy) {
        Upstream upstream = known.get(target);
        if (upstream != null) {
            upstream.hear(unhealthy);
        }
    }

    /// One plan less leads to the target, and none of its requests is under way any more.
    public void release(UpstreamTarget target, Upstream upstream) {
        if (upstream.release()) {
            known.remove(target);
        }
    }
}
