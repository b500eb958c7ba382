package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The upstreams of one loop, shared by the plans that lead to them, so that a reload keeps the
/// connections of what has not changed.
public final class Upstreams {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Loop loop;
    private final Surroundings around;
    private final Discovery discovery;
    private final Map<UpstreamTarget, Upstream> known = new HashMap<>();

    /// None yet. On its loop, like everything here.
    ///
    /// @param discovery knows their endpoints
    public Upstreams(Loop loop, Surroundings around, Discovery discovery) {
        this.loop = loop;
        this.around = around;
        this.discovery = discovery;
        Loop.Timer _ = loop.every(TICK, () -> known.values().forEach(Upstream::tick));
    }

    /// One more plan leads to the target.
    public Upstream adopt(UpstreamTarget target) {
        Upstream upstream =
                known.computeIfAbsent(
                        target,
                        absent -> Upstream.on(loop, absent, discovery.of(absent.source()), around));
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
